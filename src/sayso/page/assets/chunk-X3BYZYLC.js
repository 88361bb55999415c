function t(n){return{at:n.at,known_by:n.known,rule:n.filters.rule[0]??null}}export{t as a};
