"""Small models by hand, whose answers follow from the table of meaning without a computer.

Run with `python3 tests/second/selftest.py`.
"""

import unittest

import evaluate
import generate
from evaluate import World, answer, status

TODAY = "2026-01-15"


def model(milestones=None, positions=(), issues=None, **more):
    """A model with three parties, that describes the fifteenth of January."""
    return {"format": 1, "title": "T", "as_of": TODAY,
            "parties": {p: {"name": p, "kind": "state"} for p in ("ada", "ben", "cai")},
            "issues": issues or {}, "milestones": milestones or {},
            "positions": list(positions), **more}


def says(party, on, stance, since="2026-01-10", **more):
    return {"party": party, "on": on, "stance": stance, "since": since, **more}


def grant(party, target):
    return ("grant", party, target)


def waive(party, target, label):
    return ("waive", party, target, label)


def sets(*groups):
    return {frozenset(group) for group in groups}


class Positions(unittest.TestCase):
    TRUCE = {"truce": {"consent": ["ada", "ben"]}}

    def stands(self, *positions, **more):
        world = World(model(self.TRUCE, [says("ben", "truce", "accepts"), *positions], **more))
        return status(world, "truce")

    def test_silence_is_unknown(self):
        self.assertEqual(self.stands(), "open")

    def test_yes_and_no(self):
        self.assertEqual(self.stands(says("ada", "truce", "prefers")), "met")
        self.assertEqual(self.stands(says("ada", "truce", "rejects")), "blocked")

    def test_what_was_replaced_does_not_come_back(self):
        lapsed = says("ada", "truce", "accepts", "2026-01-11", ended="2026-01-14")
        self.assertEqual(self.stands(says("ada", "truce", "rejects"), lapsed), "open")

    def test_contested(self):
        self.assertEqual(self.stands(says("ada", "truce", "rejects"),
                                     says("ada", "truce", "accepts")), "open")

    def test_attributed_never_counts(self):
        self.assertEqual(self.stands(says("ada", "truce", "rejects", voice="attributed",
                                          via="cai")), "open")

    def test_undated_is_oldest(self):
        undated = {"party": "ada", "on": "truce", "stance": "rejects"}
        self.assertEqual(self.stands(undated), "blocked")
        self.assertEqual(self.stands(undated, says("ada", "truce", "accepts")), "met")

    def test_as_of_asks_for_a_source(self):
        late = says("ada", "truce", "accepts", cites=["s1 s2"])
        shown = model(self.TRUCE, [late, says("ben", "truce", "accepts")],
                      sources={"s1": {"title": "T", "date": "2026-01-13"}})
        self.assertEqual(status(World(shown, "2026-01-12"), "truce"), "met")
        self.assertEqual(status(World(shown, "2026-01-12", as_of=True), "truce"), "open")

    def test_less_sure_says_nothing_but_replaces(self):
        shown = model(self.TRUCE, [says("ben", "truce", "accepts"),
                                   says("ada", "truce", "accepts", "2026-01-09"),
                                   says("ada", "truce", "rejects", confidence="medium")])
        self.assertEqual(status(World(shown), "truce"), "blocked")
        self.assertEqual(status(World(shown, level="high"), "truce"), "open")
        self.assertEqual(answer(World(shown), "truce")["confidence"], "medium")


class Readings(unittest.TestCase):
    """Where the pages leave two readings: what was chosen; see READINGS.md."""

    def test_a_plain_no_beside_one_with_until(self):
        plan = {"start": {"reached": "2026-01-05"}, "truce": {"consent": ["ada"]}}
        noes = [says("ada", "truce", "rejects"), says("ada", "truce", "rejects", until="start")]
        self.assertEqual(status(World(model(plan, noes)), "truce"), "met")

    def test_a_yes_with_and_without_if(self):
        plan = {"truce": {"consent": ["ada"]}, "pact": {"consent": ["ben"]}}
        yeses = [says("ada", "truce", "accepts"), says("ada", "truce", "offers", **{"if": "pact"})]
        self.assertEqual(status(World(model(plan, yeses)), "truce"), "met")


class Answers(unittest.TestCase):
    LAND = {"land": {"question": "?", "between": ["ada", "ben"],
                     "options": {"keep": "K", "leave": "L"}}}

    def world(self, *positions):
        return World(model({}, positions, self.LAND))

    def test_a_demand_refuses_the_other_option(self):
        got = answer(self.world(says("ada", "land/keep", "demands"),
                                says("ben", "land/leave", "demands")), "land")
        self.assertEqual(got["status"], "blocked")
        self.assertEqual(got["kind"], "refused")
        self.assertEqual(got["unblocking"], sets([grant("ada", "land/leave")],
                                                 [grant("ben", "land/keep")]))
        self.assertEqual(got["blocking"], sets([grant("ada", "land/leave"),
                                                grant("ben", "land/keep")]))
        self.assertEqual(got["sole"], set())
        self.assertEqual(got["party_sets"], {frozenset({"ada"}), frozenset({"ben"})})

    def test_the_implied_no_lives_as_long_as_the_demand(self):
        lapsed = says("ada", "land/leave", "accepts", "2026-01-11", ended="2026-01-13")
        said = evaluate.word(self.world(says("ada", "land/keep", "demands"), lapsed).scene,
                             "ada", "land/leave")
        self.assertEqual((said.kind, said.implied), ("no", True))

    def test_explicit_before_implied_on_one_day(self):
        said = evaluate.word(self.world(says("ada", "land/keep", "demands"),
                                        says("ada", "land/leave", "accepts")).scene,
                             "ada", "land/leave")
        self.assertEqual((said.kind, said.implied), ("yes", False))

    def test_a_contested_demand_implies_nothing(self):
        said = evaluate.word(self.world(says("ada", "land/keep", "demands"),
                                        says("ada", "land/keep", "rejects")).scene,
                             "ada", "land/leave")
        self.assertEqual((said.kind, said.contested), ("unknown", True))

    def test_the_whole(self):
        got = answer(self.world(says("ada", "land", "rejects"), says("ada", "land/keep", "accepts"),
                                says("ben", "land/keep", "accepts")), "land")
        self.assertEqual(got["unblocking"], sets([grant("ada", "land")]))
        self.assertEqual(got["sole"], {grant("ada", "land")})


class Scales(unittest.TestCase):
    def word(self, cell, *positions, **scale):
        issue = {"length": {"question": "?", "between": ["ada", "ben"], "scale": scale}}
        world = World(model({}, positions, issue))
        self.assertIn(cell, world.scene.cells["length"])
        return evaluate.word(world.scene, "ada", f"length/{cell}").kind

    def test_cells(self):
        self.assertEqual(set(evaluate.cells_between([15, 50], None, None)),
                         {"15", "50", "15-to-50", "under-15", "over-50"})
        self.assertEqual(set(evaluate.cells_between([15], 0, 15)), {"0", "15", "0-to-15"})

    def test_values(self):
        offer = says("ada", "length", "offers", value={"more_than": 15, "at_most": 50})
        for cell, kind in (("15", "unknown"), ("15-to-50", "yes"), ("50", "yes"),
                           ("over-50", "unknown")):
            self.assertEqual(self.word(cell, offer), kind)

    def test_a_demand_refuses_the_rest(self):
        demand = says("ada", "length", "demands", value={"at_least": 10})
        self.assertEqual(self.word("0-to-10", demand, min=0, max=20), "no")
        self.assertEqual(self.word("10-to-20", demand, min=0, max=20), "yes")

    def test_numbers_named_and_refused_are_two_slots(self):
        offer = says("ada", "length", "offers", value=15)
        refusal = says("ada", "length", "rejects", "2026-01-12", value={"more_than": 15})
        self.assertEqual(self.word("15", offer, refusal), "yes")
        self.assertEqual(self.word("over-15", offer, refusal), "no")

    def test_open_on_the_whole_takes_the_place_of_numbers(self):
        refusal = says("ada", "length", "rejects", value=15)
        self.assertEqual(self.word("15", refusal, min=15), "no")
        again = says("ada", "length", "open", "2026-01-12")
        self.assertEqual(self.word("15", refusal, again, min=15), "unknown")

    def test_no_number_at_all(self):
        issue = {"length": {"question": "?", "between": ["ada"], "scale": {"unit": "years"}}}
        world = World(model({}, [says("ada", "length", "accepts")], issue))
        self.assertEqual(status(world, "length"), "met")


class Order(unittest.TestCase):
    def test_a_package(self):
        linked = {"truce": {"requires": ["vote"]}, "vote": {"requires": ["truce"]}}
        got = answer(World(model(linked)), "vote")
        self.assertEqual((got["status"], got["package_only"]), ("met", True))

    def test_a_circle(self):
        circle = {"truce": {"consent": ["ada"]},
                  "pact": {"after": [{"truce": {"by": "ben"}}]}}
        got = answer(World(model(circle, [says("ada", "truce", "rejects", until="pact")])), "pact")
        self.assertEqual((got["status"], got["kind"]), ("blocked", "circular"))
        self.assertEqual(got["unblocking"], sets([grant("ada", "truce")],
                                                 [waive("ben", "pact", "truce")]))
        self.assertEqual(got["blocking"], sets([grant("ada", "truce"),
                                                waive("ben", "pact", "truce")]))

    def test_an_if_may_be_waived(self):
        got = answer(World(model({"truce": {"consent": ["ada"]}, "pact": {"consent": ["ben"]}},
                                 [says("ada", "truce", "accepts", **{"if": "pact"}),
                                  says("ben", "pact", "rejects", firmness="red-line")])), "truce")
        ways = got["ways"]
        self.assertEqual(set(ways), sets([waive("ada", "truce", "pact")], [grant("ben", "pact")]))
        self.assertEqual(ways[frozenset({grant("ben", "pact")})]["red_lines"], 1)
        self.assertEqual(ways[frozenset({waive("ada", "truce", "pact")})]["red_lines"], 0)

    def test_equal_conditions_are_told_apart(self):
        pact = {"truce": {"consent": ["ada"]},
                "pact": {"requires": [{"truce": {"by": "ben"}}, {"truce": {"by": "ben"}}],
                         "after": [{"truce": {"by": "ben"}}]}}
        got = answer(World(model(pact, [says("ada", "truce", "rejects")])), "pact")
        self.assertIn(frozenset({waive("ben", "pact", "truce@requires"),
                                 waive("ben", "pact", "truce@requires.2"),
                                 waive("ben", "pact", "truce@after")}), got["unblocking"])

    def test_labels(self):
        shown = model()
        for written, text in (
                ({"after": "truce"}, "truce"), ({"consent": "ada"}, "consent(ada)"),
                ({"all": ["vote", "pact"]}, "all(pact+vote)"),
                ({"at_least": 2, "of": ["c", "b", "a"]}, "at-least-2(a+b+c)"),
                ({"at_least": 3, "of": {"b": 1, "a": 2}}, "at-least-3(a*2+b)")):
            self.assertEqual(evaluate.label(shown, written), text)

    def test_what_is_not_asked_is_fulfilled(self):
        later = {"truce": {"consent": ["ada"]},
                 "pact": {"after": [{"truce": {"since": "2026-01-16"}}]}}
        self.assertEqual(status(World(model(later)), "pact"), "met")
        self.assertEqual(status(World(model(later), "2026-01-16"), "pact"), "open")

    def test_stages(self):
        plan = {"truce": {"consent": ["ada"]}, "vote": {"after": ["truce"]},
                "pact": {"after": ["vote", {"consent": "ben"}], "consent": ["ada"]}}
        got = answer(World(model(plan, [says("ben", "pact", "rejects", until="truce"),
                                        says("ada", "pact", "accepts")])), "pact")
        self.assertEqual(got["stages"]["numbers"], {3})
        self.assertEqual(got["stages"]["targets"]["vote"], {2})
        del plan["pact"]["after"][0]
        got = answer(World(model(plan, [says("ben", "pact", "rejects", until="truce")])), "pact")
        self.assertEqual(got["stages"]["numbers"], {2})

    def test_exclusions(self):
        plan = {"truce": {"consent": ["ada"]}, "vote": {"consent": ["ada"]},
                "pact": {"requires": ["truce", "vote"]},
                "exit": {"requires": [{"any": ["truce", "vote"]}]}}
        shown = model(plan, incompatible=[{"at_most": 1, "of": ["truce", "vote"]}])
        self.assertEqual(status(World(shown), "pact"), "blocked")
        self.assertEqual(status(World(shown), "exit"), "open")


class Awaited(unittest.TestCase):
    def test_of_an_open_goal(self):
        plan = {"truce": {"consent": ["ada", "ben"]}, "vote": {"consent": ["cai"]},
                "pact": {"requires": [{"any": ["truce", "vote"]}]}}
        got = answer(World(model(plan)), "pact")
        self.assertEqual(got["awaited"], {("ada", "truce"): (False, False),
                                          ("ben", "truce"): (False, False),
                                          ("cai", "vote"): (False, True)})
        self.assertEqual(got["ways"][frozenset()]["least"], 1)

    def test_secure(self):
        plan = {"truce": {"consent": ["ada", "ben"]}}
        shown = World(model(plan, [says("ada", "truce", "rejects")]))
        self.assertEqual(answer(shown, "truce")["unblocking"], sets([grant("ada", "truce")]))
        self.assertEqual(answer(shown, "truce", secure=True)["unblocking"],
                         sets([grant("ada", "truce"), grant("ben", "truce")]))

    def test_of_one_party(self):
        plan = {"truce": {"consent": ["ada", "ben"]}}
        shown = World(model(plan, [says("ada", "truce", "rejects"),
                                   says("ben", "truce", "rejects")]))
        got = answer(shown, "truce", party="ada")
        self.assertEqual((got["unblocking"], got["blocking"]), (set(), sets([])))
        self.assertEqual(got["sole"], {grant("ada", "truce"), grant("ben", "truce")})

    def test_gaps(self):
        land = {"land": {"question": "?", "between": ["ada", "ben"],
                         "options": {"keep": "K", "leave": "L"}}}
        shown = model({"truce": {"consent": ["cai"]}}, [says("ada", "land/keep", "accepts")], land)
        self.assertEqual(evaluate.gaps(World(shown)), {("ben", "land"), ("cai", "truce")})


class Deadlines(unittest.TestCase):
    def plan(self, **deadline):
        return {"start": {"reached": "2026-01-05"},
                "pact": {"consent": ["ada"], "after": ["start"],
                         "deadline": {"date": "2026-01-12", "otherwise": "no-deal", **deadline}},
                "no-deal": {}, "later": {"after": ["no-deal"]}}

    def all(self, shown, day=None):
        return evaluate.statuses(World(shown, day))

    def test_before_the_day(self):
        got = self.all(model(self.plan()), "2026-01-11")
        self.assertEqual((got["pact"], got["no-deal"], got["later"]),
                         ("open", "pending", "pending"))

    def test_missed(self):
        world = World(model(self.plan()))
        self.assertEqual((status(world, "pact"), status(world, "no-deal")), ("closed", "reached"))
        self.assertEqual(evaluate.since_and_by(world, "pact"), ({"2026-01-12"}, {"no-deal"}))
        self.assertEqual(evaluate.since_and_by(world, "no-deal"), ({"2026-01-12"}, {"pact"}))
        got = answer(world, "pact")
        self.assertEqual((got["unblocking"], got["blocking"]), (set(), sets([])))

    def test_reached_by_the_record(self):
        got = self.all(model(self.plan(), [says("ada", "pact", "accepts")]))
        self.assertEqual((got["pact"], got["no-deal"]), ("met", "closed"))

    def test_a_yes_with_if_is_not_on_the_record(self):
        got = self.all(model(self.plan(), [says("ada", "pact", "accepts", **{"if": "start"})]))
        self.assertEqual((got["pact"], got["no-deal"]), ("closed", "reached"))

    def test_recorded_later(self):
        plan = self.plan()
        plan["pact"]["reached"] = "2026-01-14"
        self.assertEqual(self.all(model(plan), "2026-01-13")["pact"], "closed")
        got = self.all(model(plan))
        self.assertEqual((got["pact"], got["no-deal"]), ("reached", "reached"))

    def test_extensions(self):
        good = model(self.plan(extended=[{"to": "2026-01-18", "on": "2026-01-12"}]))
        late = model(self.plan(extended=[{"to": "2026-01-18", "on": "2026-01-13"}]))
        self.assertEqual(self.all(good)["pact"], "open")
        self.assertEqual(self.all(good, "2026-01-18")["pact"], "closed")
        self.assertEqual(self.all(late)["pact"], "closed")

    def test_the_same_day_does_not_count(self):
        plan = {"start": {"deadline": {"date": "2026-01-12", "otherwise": "pact"},
                          "consent": ["ada"]},
                "pact": {"deadline": {"date": "2026-01-12", "otherwise": "no-deal"}},
                "no-deal": {}}
        got = self.all(model(plan))
        self.assertEqual((got["start"], got["pact"], got["no-deal"]),
                         ("closed", "reached", "reached"))
        plan["pact"]["deadline"]["date"] = "2026-01-13"
        self.assertEqual(self.all(model(plan))["no-deal"], "closed")


class Moved(unittest.TestCase):
    TRUCE = {"truce": {"consent": ["ada"]}}

    def moved(self, *positions):
        shown = model(self.TRUCE, positions)
        return evaluate.movements(shown, "2026-01-11", "2026-01-14").get(("ada", "truce"))

    def test_kinds(self):
        old = says("ada", "truce", "accepts")
        self.assertIsNone(self.moved(old))
        self.assertEqual(self.moved(says("ada", "truce", "accepts", "2026-01-12")), {"new"})
        self.assertEqual(self.moved(dict(old, ended="2026-01-12")), {"withdrawn"})
        self.assertEqual(self.moved(old, says("ada", "truce", "rejects", "2026-01-12")),
                         {"hardened"})
        self.assertEqual(self.moved(says("ada", "truce", "rejects"),
                                    says("ada", "truce", "open", "2026-01-12")), {"softened"})
        self.assertEqual(self.moved(old, says("ada", "truce", "demands", "2026-01-12")),
                         {"hardened"})

    def test_goals(self):
        shown = model(self.TRUCE, [says("ada", "truce", "rejects", "2026-01-12")])
        self.assertEqual(evaluate.goals_changed(shown, "2026-01-11", "2026-01-14"),
                         {"truce": ("open", "blocked")})

    def test_what_if(self):
        plan = {"truce": {"consent": ["ada"]}, "pact": {"requires": ["truce"], "consent": ["ben"]}}
        shown = model(plan, [says("ada", "truce", "rejects")])
        supposed = {"grants": [("ada", "truce")], "refusals": [("ben", "pact")]}
        after = World(shown, supposed=supposed)
        self.assertEqual(status(after, "truce"), "met")
        self.assertEqual(answer(after, "pact")["unblocking"], set())
        self.assertEqual(evaluate.elsewhere(World(shown), after, "pact"),
                         {"truce": ("blocked", "met")})


class Generated(unittest.TestCase):
    """Things that hold of every answer: each family is the minimal transversals of the other."""

    def test_families(self):
        answered = 0
        for seed in range(150):
            shown = generate.model(seed)
            world = World(shown)
            for goal in evaluate.statuses(world):
                try:
                    got = answer(world, goal)
                except evaluate.TooBig:
                    continue
                answered += 1
                self.check(got)
        self.assertGreater(answered, 150)

    def check(self, got):
        here = got["status"]
        nothing_to_do = here in ("reached", "pending", "met", "open")
        self.assertEqual(got["unblocking"] == {frozenset()}, nothing_to_do)
        self.assertEqual(got["blocking"] == set(), nothing_to_do)
        for opens in got["unblocking"]:
            self.assertTrue(all(opens & closes for closes in got["blocking"]))
        in_unblocking = set().union(*got["unblocking"])
        self.assertEqual(in_unblocking, set().union(*got["blocking"]))


if __name__ == "__main__":
    unittest.main()
