"""What an event word's governors make of it: a climb through the tree with the lexicon.

A short form of what the claims stage does with more care (claims/standing.py): polarity turns
with every negator and governor that turns it; the innermost status, certainty and phase stand.
Implicative verbs after Karttunen (1971), the certainty of cues after FactBank (Saurí &
Pustejovsky 2009).
"""

from __future__ import annotations

from sayso.language.signals import Sentence, acts, helpers_of, lexicon

HIGHEST = 5  # governors
CLAUSES = frozenset({"xcomp", "ccomp", "acl", "advcl", "csubj", "acl:relcl", "advcl:relcl"})
MODIFY = ("amod", "compound")
# How the frames of cues.yaml are called in governors.yaml.
CUE_FRAMES = {"clause": "that", "infinitive": "to", "gerund": "ing"}


def frame(x: Sentence, i: int) -> str:
    """How a word hangs on its head, as governors.yaml names it; else its relation."""
    dep, xpos, marks = x.deps[i], x.xpos[i], x.marks[i]
    if dep in ("obj", "nsubj:pass", "compound", "nmod:poss"):
        return "object"
    if dep == "nsubj":
        return "subject"
    if dep in CLAUSES:
        if "to" in marks:
            return "infinitive"
        if xpos == "VBG" and not x.auxes[i]:
            return marks[0] if marks else "gerund"
        if dep == "xcomp":
            return "infinitive" if xpos == "VB" else "object"
        return "clause" if dep in ("ccomp", "csubj", "acl") else dep
    return next((x.words[k] for k in x.kids[i] if x.deps[k] == "case"), dep)


class _Climb:
    """The standing of one word while it is found."""

    def __init__(self) -> None:
        self.negative = False
        self.status = self.certainty = self.phase = self.by = ""
        self.found: set[str] = set()

    def words(self, x: Sentence, i: int, step: int) -> None:
        """What stands on a word: negators, modals, marks, modifiers, prepositions."""
        lex = lexicon()
        if x.negated[i]:
            self.negative = not self.negative
            self.found.add(f"c.neg{min(step, 2)}")
        auxes, modals, marks = helpers_of(x, i)
        if modals:
            perfect = any(aux.startswith("have") for aux in auxes)
            effect = (lex.perfect.get(modals[0]) if perfect else None) or lex.modals[modals[0]]
            if not self.status:
                self.status, self.by = effect.status or "", f"modal{min(step, 2)}"
            self.certainty = self.certainty or effect.certainty or ""
        for mark in marks:
            kind = lex.marks.get(mark)
            if kind == "negative":
                self.negative = not self.negative
            elif kind == "condition":
                self.status = self.status or "conditional"
                self.certainty = self.certainty or "possible"
            elif kind == "limit":
                self.status = self.status or "limit"
        for k in x.kids[i]:
            if x.deps[k] in MODIFY:
                found = lex.modifiers.get(x.words[k]) or lex.modifiers.get(x.lemmas[k])
                if found:
                    self.negative ^= found.polarity == "negative"
                    self.status = self.status or found.status or ""
                    self.certainty = self.certainty or found.certainty or ""
            elif x.deps[k] == "case":
                kind = lex.prepositions.get(x.words[k])
                self.negative ^= kind == "negative"
                if kind == "condition":
                    self.status = self.status or "conditional"
            if x.lemmas[k] in lex.hedges:
                self.certainty = self.certainty or lex.hedges[x.lemmas[k]]

    def governor(self, x: Sentence, head: int, how: str, step: int) -> tuple[bool, bool]:
        """What a governor does: (whether the lexicon knows it so, whether the climb ends)."""
        names = [x.lemmas[head]]
        names += [f"{names[0]} {x.lemmas[k]}" for k in x.kids[head] if x.deps[k] == "compound:prt"]
        for governor in (g for name in names for g in lexicon().governors.get(name, ())):
            if governor.frames and how not in governor.frames:
                continue
            effect = governor.effect
            if effect.polarity == "negative":
                self.negative = not self.negative
                self.found.add("c.govneg")
            if effect.status and not self.status:
                self.status, self.by = effect.status, f"gov{min(step, 2)}"
            self.certainty = self.certainty or effect.certainty or ""
            self.phase = self.phase or effect.phase or ""
            if effect.presupposes:
                self.found.add("c.presupposed")
            return True, effect.presupposes
        return False, False

    def cues(self, x: Sentence, head: int, how: str, step: int) -> None:
        """The acts that the head may amount to, and how certain it leaves what it says."""
        for cue in acts(x, head):
            self.found.add(f"c.act{step}:{cue.act}:{how}")
            self.found.add(f"c.ac:{cue.act}")
            if len(cue.words) == 1 and CUE_FRAMES.get(how, how) in cue.frames:
                self.found.add(f"c.cue:{cue.certainty}")
                if cue.certainty != "certain":
                    self.certainty = self.certainty or cue.certainty


def climb(x: Sentence, i: int) -> set[str]:
    """The signals of a word's standing."""
    state, at = _Climb(), i
    near: bool | None = None  # the polarity, the word itself and its governor looked at
    hangs = ""
    for step in range(HIGHEST):
        state.words(x, at, step)
        if step == 1:
            near = state.negative
        head = x.heads[at]
        if head == at:
            break
        dep = x.deps[at].partition(":")[0]
        if dep == "conj":
            at = head
            continue
        how = frame(x, at)
        hangs = hangs or how
        known, ends = state.governor(x, head, how, step)
        state.found.add(f"c.fr{min(step, 1)}:{how}:{'known' if known else 'new'}")
        if how == "infinitive" and not known:
            state.status = state.status or f"to:{dep}"
        if step < 2 and how in ("infinitive", "clause", "object", "gerund", "of", "for"):
            state.cues(x, head, how, step)
        apart = dep in ("parataxis", "appos") or (dep == "advcl" and how != "infinitive")
        apart |= dep == "acl" and how not in ("infinitive", "clause", "gerund")
        if ends or apart or (how == "clause" and not known and dep != "acl" and acts(x, head)):
            break
        at = head
    return state.found | _summary(x, i, state, state.negative if near is None else near, hangs)


def _summary(x: Sentence, i: int, state: _Climb, near: bool, hangs: str) -> set[str]:
    found = {
        f"c.pol{int(state.negative)}",
        f"c.st:{state.status}",
        f"c.ce:{state.certainty}",
        f"c.ph:{state.phase}",
        f"c.by:{state.by}",
        f"c.by:{state.by}|{x.upos[i]}",
        f"c.st:{state.status}|{x.upos[i]}",
        f"c.st:{state.status}|{hangs}",
        f"c.all:{int(state.negative)}|{state.status}|{state.certainty}",
        f"c.pn{int(near)}",
        f"c.pn{int(near)}|{hangs}",
        f"c.pn{int(near)}|{x.upos[i]}",
        f"c.pn{int(near)}|{bool(state.status)}|{state.phase}",
    }
    if state.certainty == "possible" and state.status != "hypothetical":
        found.add("c.ep")
    root = i
    while x.heads[root] != root:
        root = x.heads[root]
    if x.upos[root] not in ("VERB", "AUX") and not x.auxes[root]:
        found.add("nominal root")
        if "to" in x.marks[i]:
            found.add("nominal root, to")
    for k in (*x.kids[i], *x.kids[x.heads[i]]):
        if x.deps[k].startswith(("obl", "nmod")):
            for q in x.kids[k]:
                if x.upos[q] == "NUM" and len(x.words[q]) == 4 and x.words[q].isdigit():
                    found.add("t.year")
            if x.upos[k] == "NUM" and len(x.words[k]) == 4 and x.words[k].isdigit():
                case = next((x.words[q] for q in x.kids[k] if x.deps[q] == "case"), "")
                found.add(f"t.year:{case}")
    return found
