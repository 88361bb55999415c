"""Logical subjects, objects and complements, on parses written by hand."""

from __future__ import annotations

from tests.helpers import at, forms, tree

from sayso.claims.arguments import (
    agent,
    antecedent,
    complement,
    direct_object,
    for_to_subject,
    has_case,
    is_adjunct_participle,
    is_passive,
    matrix,
    possessor,
    subject,
    surface_subject,
)

ACTIVE = tree("""
Rebels rebel NOUN NNS 2 nsubj
shelled shell VERB VBD 0 root
the the DET DT 4 det
town town NOUN NN 2 obj
""")
PASSIVE = tree("""
Towns town NOUN NNS 3 nsubj:pass
were be AUX VBD 3 aux:pass
shelled shell VERB VBN 0 root
by by ADP IN 5 case
rebels rebel NOUN NNS 3 obl:agent
""")
REDUCED = tree("""
Towns town NOUN NNS 5 nsubj
shelled shell VERB VBN 1 acl
by by ADP IN 4 case
rebels rebel NOUN NNS 2 obl
burned burn VERB VBD 0 root
""")
# "Rebels who left the town that troops attacked regrouped"
RELATIVE = tree("""
Rebels rebel NOUN NNS 9 nsubj
who who PRON WP 3 nsubj
left leave VERB VBD 1 acl:relcl
the the DET DT 5 det
town town NOUN NN 3 obj
that that PRON WDT 8 obj
troops troops NOUN NNS 8 nsubj
attacked attack VERB VBD 5 acl:relcl
regrouped regroup VERB VBD 0 root
""")
COORDINATED = tree("""
Troops troops NOUN NNS 4 nsubj
and and CCONJ CC 3 cc
militias militia NOUN NNS 1 conj
seized seize VERB VBD 0 root
Marib marib PROPN NNP 4 obj
and and CCONJ CC 7 cc
Taiz taiz PROPN NNP 5 conj
and and CCONJ CC 9 cc
burned burn VERB VBD 4 conj
bridges bridge NOUN NNS 9 obj
""")


def test_an_active_verb() -> None:
    verb = at(ACTIVE, "shelled")
    assert not is_passive(ACTIVE, verb)
    assert forms(ACTIVE, subject(ACTIVE, verb)) == ["Rebels"]
    assert forms(ACTIVE, direct_object(ACTIVE, verb)) == ["town"]


def test_the_passive_turns_the_roles_round() -> None:
    verb = at(PASSIVE, "shelled")
    assert is_passive(PASSIVE, verb)
    assert forms(PASSIVE, subject(PASSIVE, verb)) == ["rebels"]
    assert forms(PASSIVE, direct_object(PASSIVE, verb)) == ["Towns"]
    assert forms(PASSIVE, surface_subject(PASSIVE, verb)) == ["Towns"]


def test_a_participle_after_its_noun_is_passive() -> None:
    verb = at(REDUCED, "shelled")
    assert is_passive(REDUCED, verb)
    assert forms(REDUCED, subject(REDUCED, verb)) == ["rebels"]
    assert forms(REDUCED, direct_object(REDUCED, verb)) == ["Towns"]


def test_a_relative_pronoun_stands_for_its_noun() -> None:
    assert antecedent(RELATIVE, at(RELATIVE, "left")) == at(RELATIVE, "Rebels")
    assert forms(RELATIVE, subject(RELATIVE, at(RELATIVE, "left"))) == ["Rebels"]
    verb = at(RELATIVE, "attacked")
    assert forms(RELATIVE, subject(RELATIVE, verb)) == ["troops"]
    assert forms(RELATIVE, direct_object(RELATIVE, verb)) == ["town"]


def test_a_relative_clause_without_a_pronoun_leaves_a_gap() -> None:
    grammar = tree("""
        towns town NOUN NNS 4 nsubj
        rebels rebel NOUN NNS 3 nsubj
        shelled shell VERB VBD 1 acl:relcl
        burned burn VERB VBD 0 root
    """)
    assert forms(grammar, direct_object(grammar, at(grammar, "shelled"))) == ["towns"]


def test_coordination_is_shared_and_told_apart() -> None:
    first, second = at(COORDINATED, "seized"), at(COORDINATED, "burned")
    assert forms(COORDINATED, subject(COORDINATED, first)) == ["Troops", "militias"]
    assert forms(COORDINATED, subject(COORDINATED, second)) == ["Troops", "militias"]
    assert forms(COORDINATED, direct_object(COORDINATED, first)) == ["Marib", "Taiz"]
    assert forms(COORDINATED, direct_object(COORDINATED, second)) == ["bridges"]


def test_an_object_after_the_second_verb_is_shared() -> None:
    grammar = tree("""
        Troops troops NOUN NNS 2 nsubj
        shelled shell VERB VBD 0 root
        and and CCONJ CC 4 cc
        stormed storm VERB VBD 2 conj
        Taiz taiz PROPN NNP 4 obj
    """)
    assert forms(grammar, direct_object(grammar, at(grammar, "shelled"))) == ["Taiz"]


def test_the_subject_controls_an_infinitive() -> None:
    grammar = tree("""
        Rebels rebel NOUN NNS 2 nsubj
        agreed agree VERB VBD 0 root
        to to PART TO 4 mark
        leave leave VERB VB 2 xcomp
    """)
    assert forms(grammar, subject(grammar, at(grammar, "leave"))) == ["Rebels"]


def test_the_object_controls_an_infinitive_where_there_is_one() -> None:
    grammar = tree("""
        Generals general NOUN NNS 2 nsubj
        ordered order VERB VBD 0 root
        troops troops NOUN NNS 2 obj
        to to PART TO 5 mark
        leave leave VERB VB 2 xcomp
    """)
    assert forms(grammar, subject(grammar, at(grammar, "leave"))) == ["troops"]


def test_the_subject_of_a_passive_governor_controls() -> None:
    grammar = tree("""
        Troops troops NOUN NNS 3 nsubj:pass
        were be AUX VBD 3 aux:pass
        ordered order VERB VBN 0 root
        to to PART TO 5 mark
        leave leave VERB VB 3 xcomp
    """)
    assert forms(grammar, subject(grammar, at(grammar, "leave"))) == ["Troops"]


def test_for_x_to() -> None:
    grammar = tree("""
        Envoys envoy NOUN NNS 2 nsubj
        called call VERB VBD 0 root
        for for ADP IN 4 case
        rebels rebel NOUN NNS 2 obl
        to to PART TO 6 mark
        leave leave VERB VB 2 advcl
    """)
    verb = at(grammar, "leave")
    assert forms(grammar, for_to_subject(grammar, verb)) == ["rebels"]
    assert forms(grammar, subject(grammar, verb)) == ["rebels"]
    assert for_to_subject(grammar, at(grammar, "called")) == ()


def test_a_participle_adjunct_shares_the_subject() -> None:
    grammar = tree("""
        Troops troops NOUN NNS 2 nsubj
        advanced advance VERB VBD 0 root
        , , PUNCT , 4 punct
        cutting cut VERB VBG 2 advcl
        roads road NOUN NNS 4 obj
    """)
    verb = at(grammar, "cutting")
    assert is_adjunct_participle(grammar, verb)
    assert forms(grammar, subject(grammar, verb)) == ["Troops"]


def test_a_participle_adjunct_of_a_passive_has_another_subject() -> None:
    grammar = tree("""
        Towns town NOUN NNS 3 nsubj:pass
        were be AUX VBD 3 aux:pass
        encircled encircle VERB VBN 0 root
        , , PUNCT , 5 punct
        trapping trap VERB VBG 3 advcl
        civilians civilian NOUN NNS 5 obj
    """)
    assert subject(grammar, at(grammar, "trapping")) == ()


def test_a_last_participle_goes_with_the_main_clause() -> None:
    grammar = tree("""
        Talks talk NOUN NNS 2 nsubj
        ended end VERB VBD 0 root
        after after SCONJ IN 5 mark
        rebels rebel NOUN NNS 5 nsubj
        attacked attack VERB VBD 2 advcl
        , , PUNCT , 7 punct
        angering anger VERB VBG 5 advcl
        envoys envoy NOUN NNS 7 obj
    """)
    assert matrix(grammar, at(grammar, "angering")) == at(grammar, "ended")


def test_a_participle_with_a_conjunction_is_no_adjunct() -> None:
    grammar = tree("""
        Troops troops NOUN NNS 2 nsubj
        left leave VERB VBD 0 root
        after after SCONJ IN 4 mark
        burning burn VERB VBG 2 advcl
        bridges bridge NOUN NNS 4 obj
    """)
    assert not is_adjunct_participle(grammar, at(grammar, "burning"))
    assert forms(grammar, subject(grammar, at(grammar, "burning"))) == ["Troops"]


def test_a_by_phrase_beneath_another_nominal_is_the_agent() -> None:
    grammar = tree("""
        capture capture NOUN NN 0 root
        of of ADP IN 3 case
        airport airport NOUN NN 1 nmod
        by by ADP IN 5 case
        rebels rebel NOUN NNS 3 nmod
    """)
    assert forms(grammar, agent(grammar, 0)) == ["rebels"]


def test_a_by_phrase_after_another_verb_is_not() -> None:
    grammar = tree("""
        capture capture NOUN NN 0 root
        of of ADP IN 3 case
        airport airport NOUN NN 1 nmod
        built build VERB VBN 3 acl
        by by ADP IN 6 case
        engineers engineer NOUN NNS 4 obl
    """)
    assert agent(grammar, 0) == ()


def test_possessors_and_prepositions_of_a_noun() -> None:
    grammar = tree("""
        army army NOUN NN 3 nmod:poss
        's 's PART POS 1 case
        withdrawal withdrawal NOUN NN 0 root
        from from ADP IN 5 case
        Marib marib PROPN NNP 3 nmod
        and and CCONJ CC 7 cc
        Taiz taiz PROPN NNP 5 conj
    """)
    assert forms(grammar, possessor(grammar, 2)) == ["army"]
    assert forms(grammar, complement(grammar, 2, "from")) == ["Marib", "Taiz"]
    assert complement(grammar, 2, "of") == ()


def test_a_preposition_of_several_words_counts_by_its_first_and_last() -> None:
    grammar = tree("""
        drove drive VERB VBD 0 root
        out out ADP IN 4 case
        of of ADP IN 2 fixed
        Taiz taiz PROPN NNP 1 obl
    """)
    assert has_case(grammar, 3, "of")
    assert has_case(grammar, 3, "out of")
    assert has_case(grammar, 3, "out")
    assert not has_case(grammar, 3, "from")


def test_a_gerund_after_a_noun_and_preposition_has_no_subject_there() -> None:
    grammar = tree("""
        cost cost NOUN NN 0 root
        of of SCONJ IN 3 mark
        fighting fight VERB VBG 1 acl
    """)
    assert subject(grammar, 2) == ()


def test_an_infinitive_after_a_noun_is_done_by_whoever_holds_it() -> None:
    grammar = tree("""
        Iran iran PROPN NNP 2 nsubj
        made make VERB VBD 0 root
        plans plan NOUN NNS 2 obj
        to to PART TO 5 mark
        attack attack VERB VB 3 acl
    """)
    assert forms(grammar, subject(grammar, 4)) == ["Iran"]


def test_a_clause_behind_several_nouns_is_about_all_of_them() -> None:
    grammar = tree("""
        Azaz Azaz PROPN NNP 8 nsubj
        and and CCONJ CC 3 cc
        Marea Marea PROPN NNP 1 conj
        , , PUNCT , 7 punct
        which which PRON WDT 7 nsubj
        had have AUX VBD 7 aux
        burned burn VERB VBN 1 acl:relcl
        fell fall VERB VBD 0 root
    """)
    assert forms(grammar, subject(grammar, at(grammar, "burned"))) == ["Azaz", "Marea"]
