// What each number and mark on this page can bear, and what it cannot.

import type { ComponentChildren, JSX } from "preact";
import { FIGURES, MEASURED } from "./method/figures.js";
import { Holds, Roots, Standing } from "./parts/chips.js";
import type { PanelProps } from "./parts/props.js";
import { count, plural } from "./parts/words.js";

export function MethodPanel(props: PanelProps): JSX.Element {
  const { about } = props;
  return (
    <div class="method-panel">
      <header class="panel-head">
        <h2>Method: what these numbers can bear</h2>
        <p class="panel-note">
          This record holds {plural(about.reports, "report")}, read into{" "}
          {plural(about.claims, "claim")} of {plural(about.incidents, "happening")}, with{" "}
          {plural(about.disputes, "dispute")}. Sayso {about.version}.
        </p>
      </header>
      <Part title="A claim is not an event">
        <p>
          Everything here says what a report has it that somebody says. Ten reports of one strike
          are ten claims. Happenings gather the claims of one thing, by likeness, and are sometimes
          wrong: two things joined, or one thing parted. Counting claims or happenings is not
          counting events, and a war that is reported more is not a war that is worse.
        </p>
        <p>
          Words in this letter <q class="words words-short">are a report’s own</q>; all other words
          are the program’s. Every line has a button that leads to the words. Before you publish
          anything, read them.
        </p>
      </Part>
      <Part title="How a thing was put">
        <dl class="facts">
          <Term mark={<Standing modality="asserted" />}>
            whoever says it puts it as a fact. It does not mean that it is so.
          </Term>
          <Term mark={<Standing modality="denied" />}>
            said not to be so, or refused. The thing itself may still have happened.
          </Term>
          <Term mark={<Standing modality="accused" />}>
            laid at somebody’s door by somebody else.
          </Term>
          <Term mark={<Standing modality="vowed" />}>
            vowed, threatened, demanded, proposed, planned, foreseen or wanted: nothing has happened
            by such a claim.
          </Term>
          <Term mark={<Standing modality="conditional" />}>
            an opinion, a condition, something weighed.
          </Term>
        </dl>
        <p>
          A grade (Admiralty code) stands only where a person gave one; everything else counts as F6,
          “cannot be judged”.
        </p>
        <p>
          “Probable” and “possible” are the source’s own doubt. Event codes (PLOVER, CAMEO, ACLED)
          stand only on what has happened by the claim.
        </p>
      </Part>
      <Part title="Roots: how independent accounts are">
        <p>
          <Roots
            low={2}
            high={3}
            sides={[
              { side: "government", low: 1, high: 1 },
              { side: "opposition", low: 1, high: 2 },
            ]}
          />
        </p>
        <p>
          A root is whoever a saying goes back to. Copies of one text, one agency’s wire in ten
          papers, and two organs of one party count as one. An unnamed source may be one we have
          counted already, so the number is a range, drawn with hollow dots. Roots say how many
          voices tell of a thing, never that it is so: three voices of one side can be wrong
          together. That opposed sides agree, or that somebody speaks against their own interest, is
          worth more and is marked.
        </p>
        <p>
          A side is where a party stands in one war, from a list that anybody may edit. “Side not
          known” is common and means just that. On the map a colour is a side’s, never a verdict.
        </p>
      </Part>
      <Part title="Disputes">
        <p>
          Accounts are shown as clashing where both cannot be so: two values of one thing, a thing
          and its denial, two states that exclude each other. Clashes that nobody wrote a rule for
          are not found, and some that are found are only two ways of saying one thing. No side is
          chosen.
        </p>
      </Part>
      <Part title="The situation on a day">
        <dl class="facts">
          <Term mark={<Holds state="holds" days={null} />}>
            told to have begun, and nobody tells of its end.
          </Term>
          <Term mark={<Holds state="may hold" days={null} />}>
            accounts clash, or the dates leave it open.
          </Term>
          <Term mark={<Holds state="last reported" days={30} />}>
            nothing ended it, but the last word of it is old. How old is too old is our own choice.
          </Term>
          <Term mark={<Holds state="does not hold" days={null} />}>told to have ended.</Term>
        </dl>
        <p>
          States follow from claims by rules that are data, not by anybody’s judgement; “why” shows
          the steps. “As known on” leaves out reports published after that day, here and in
          lists, map and timeline. A single misread
          claim can turn a state: read the words.
        </p>
      </Part>
      <Part title="Dates">
        <p>
          A day is as told. “By 3 Feb” means that the report only bounds it; “about” and “between”
          are the words’ own doubt. What no day is told of goes to the tray, not to a guessed day. A
          day that the clause does not name is drawn open.
        </p>
      </Part>
      <Part title="Places and the map">
        <p>
          A coordinate is the middle of the named place (a town, a district, a province), never the
          spot where something happened. What is known only to a district or a country is drawn
          hollow. A name may be taken for another place of that name; the claim lists what it was
          weighed against. Control is shown at the places named: no areas are drawn, for nobody told
          of any. Borders are Natural Earth’s; they are no claim of ours.
        </p>
        <p>
          Routes and reachability are what reports say of ways that are open or cut. That nothing is
          told of a road does not make it open or safe.
        </p>
      </Part>
      <Part title="Figures">
        <p>
          A figure belongs to its sayer, and counts what the sayer counts. “Up to” has no low end,
          “at least” no high end. Figures of different sayers are not added up or averaged.
        </p>
      </Part>
      <Part title="How often the reading is wrong">
        <p>
          The program reads English only, with a small language model. It misreads: about one word
          in eleven gets the wrong head, and long sentences suffer most. Measured on {MEASURED}:
        </p>
        <table class="wide-table">
          <thead>
            <tr>
              <th scope="col">What</th>
              <th scope="col">Right, or found</th>
            </tr>
          </thead>
          <tbody>
            {FIGURES.map(([what, figure]) => (
              <tr key={what}>
                <th scope="row">{what}</th>
                <td>{figure}</td>
              </tr>
            ))}
          </tbody>
        </table>
        <p>
          “Confidence” of a claim is the program’s, about its reading, and says nothing of whether
          the thing is so.
        </p>
      </Part>
      <Part title="Safety of people">
        <p>
          Do not try to find out who an unnamed source is: the record holds the words the report
          gives and nothing more. This page is not fit for choosing targets, for deciding about a
          person, or for warning people in danger. What a role may not see is left out of its counts
          and searches too.
          {about.public
            ? ` You see the public edition: named private persons are left out, places of care, aid, school and shelter are shown by their district${about.delay_days ? `, and what is younger than ${plural(about.delay_days, "day")} waits` : ""}.`
            : ""}
        </p>
        <p>
          Whoever is named here and wants a report removed can ask whoever runs this record: its
          text is erased, and only a hash of it stays in the audit.
        </p>
      </Part>
      <Part title="Whose work it stands on">
        <p>
          Place names: GeoNames (CC BY 4.0) and additions of our own. Land and borders: Natural Earth
          (public domain). Issues of talks: PA-X. Ceasefires: ETH/PRIO. Constraints on aid: OCHA and
          ACAPS. Codes: PLOVER, CAMEO, ACLED. States: the event calculus of Kowalski and Sergot.
        </p>
      </Part>
      <Part title="What this page does not know">
        <p>
          It knows {count(about.reports)} reports and nothing else. What no report in this record
          tells of is missing here, and looks like calm.
        </p>
      </Part>
    </div>
  );
}

function Part(props: { title: string; children: ComponentChildren }): JSX.Element {
  return (
    <section class="method-part">
      <h3>{props.title}</h3>
      {props.children}
    </section>
  );
}

function Term(props: { mark: JSX.Element; children: ComponentChildren }): JSX.Element {
  return (
    <div>
      <dt>{props.mark}</dt>
      <dd>{props.children}</dd>
    </div>
  );
}
