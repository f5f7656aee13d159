// @ts-check
// Ready-made questions: choose one, fill in its blanks, add it as a scenario or to one.

import { useState } from '../../vendor/hooks.js';
import { html } from '../../lib/html.js';
import { addChanges, addScenario, draft } from '../../state/what-if/draft.js';
import { QUESTIONS } from '../../state/what-if/questions.js';
import { text } from '../../text.js';
import { Field } from './fields.js';

export function Gallery({ use }) {
  const [chosen, setChosen] = useState('');
  const question = QUESTIONS.find((item) => item.id === chosen);
  return html`<section class="gallery panel" aria-label=${text.whatIf.questions}>
    <h2>${text.whatIf.questions}</h2>
    <p class="soft">${text.whatIf.questionsHint}</p>
    ${Object.entries(text.whatIf.groups).map(([group, name]) => html`<div key=${group} class="questions" role="group" aria-label=${name}>
      <span class="soft">${name}</span>
      ${QUESTIONS.filter((item) => item.group === group).map((item) => html`<button key=${item.id} type="button"
        aria-pressed=${item.id === chosen} onClick=${() => setChosen(item.id === chosen ? '' : item.id)}>
        ${text.whatIf.question[item.id]}</button>`)}
    </div>`)}
    ${question && html`<${Blanks} key=${chosen} question=${question} use=${use} close=${() => setChosen('')} />`}
  </section>`;
}

function Blanks({ question, use, close }) {
  const [blanks] = useState(() => question.blanks(use.night));
  const [values, setValues] = useState(() => Object.fromEntries(blanks.map((item) => [item.name, item.value])));
  const latest = draft.value[draft.value.length - 1];
  const add = (event) => {
    event.preventDefault();
    const made = question.make(values, use.night);
    if (event.submitter?.value === 'latest' && latest) addChanges(latest.key, made);
    else addScenario(made, { name: question.name?.(values) ?? '' });
    close();
  };
  return html`<form class="blanks" aria-label=${text.whatIf.question[question.id]} onSubmit=${add}>
    <div class="fields">
      ${blanks.map((blank) => html`<${Field} key=${blank.name} use=${use} place=${`question.${blank.name}`}
        field=${{ owner: '', description: '', required: true, schema: {}, ...blank }} label=${text.whatIf.blank[blank.name]}
        value=${values[blank.name]} put=${(value) => setValues({ ...values, [blank.name]: value })} />`)}
    </div>
    ${text.whatIf.questionHint[question.id] && html`<p class="soft">${text.whatIf.questionHint[question.id]}</p>`}
    <div class="actions">
      <button type="submit" class="primary">${text.whatIf.addAsNew}</button>
      ${latest && html`<button type="submit" value="latest">${text.whatIf.addTo(latest.name)}</button>`}
    </div>
  </form>`;
}
