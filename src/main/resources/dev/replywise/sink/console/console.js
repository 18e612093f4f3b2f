'use strict';
// The live page. Everything that comes from a server, a message or an option goes into the page as text, never as HTML.

const CLASSES = ['positive', 'transient', 'permanent', 'none'];
const OUTCOMES = ['accepted', 'partial', 'transient', 'permanent', 'failed', 'unknown'];
const POLL_MILLIS = 2000;
const SLOWEST_POLL_MILLIS = 30000;
const FIRST_FAILURES = 12;
const SAY_EVERY_MILLIS = 30000;
const SVG = 'http://www.w3.org/2000/svg';

const byId = (id) => document.getElementById(id);
let texts = {};
let language = '';
let data = null;
let agent = null;
let paused = false;
let timer = 0;
let wait = POLL_MILLIS;
let range = 'minutes';
let allFailures = false;
let opener = null;
let openId = 0;
let newestSeen = -1;
let saidAt = 0;
let drawn = '';

// Texts and numbers in the reader's language.

function t(key, values) {
  let text = texts[key] === undefined ? key : texts[key];
  for (const name of Object.keys(values || {})) {
    text = text.split('{' + name + '}').join(String(values[name]));
  }
  return text;
}

const formats = {};
function format(name, make) {
  formats[name] = formats[name] || make();
  return formats[name];
}
const count = (value) => format('count', () => new Intl.NumberFormat(language)).format(value);
const percent = (value) =>
  format('percent', () => new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 1 })).format(value);
const rate = (value) => format('rate', () => new Intl.NumberFormat(language, { maximumFractionDigits: 2 })).format(value);
const clockTime = (millis) => format('time', () => new Intl.DateTimeFormat(language, { timeStyle: 'medium' })).format(millis);
const dayTime = (millis) =>
  format('day', () => new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'medium' })).format(millis);
const minute = (millis) =>
  format('minute', () => new Intl.DateTimeFormat(language, { hour: '2-digit', minute: '2-digit' })).format(millis);

function duration(millis) {
  const seconds = millis >= 1000;
  const unit = seconds ? 'second' : 'millisecond';
  const digits = seconds ? 2 : millis < 10 ? 2 : 0;
  return format(unit + digits, () =>
    new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'short', maximumFractionDigits: digits }),
  ).format(seconds ? millis / 1000 : millis);
}

// Elements.

function el(tag, attributes, ...children) {
  return fill(document.createElement(tag), attributes, children);
}
function svg(tag, attributes, ...children) {
  return fill(document.createElementNS(SVG, tag), attributes, children);
}
function fill(element, attributes, children) {
  for (const name of Object.keys(attributes || {})) {
    if (attributes[name] !== undefined && attributes[name] !== null) {
      element.setAttribute(name, attributes[name]);
    }
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== ''));
  return element;
}
function show(element, visible) {
  element.hidden = !visible;
}

/** Makes a list's items anew only where they changed, so that focus and selection stay where the reader has them. */
function keep(list, items, key, make) {
  const old = new Map([...list.children].map((child) => [child.dataset.key, child]));
  let place = list.firstElementChild;
  for (const item of items) {
    const name = String(key(item));
    const state = JSON.stringify(item) + language;
    let child = old.get(name);
    old.delete(name);
    if (!child || child.dataset.state !== state) {
      const made = make(item);
      made.dataset.key = name;
      made.dataset.state = state;
      if (child) {
        const focused = child.contains(document.activeElement) ? document.activeElement.dataset.part : undefined;
        if (place === child) {
          place = made;
        }
        child.replaceWith(made);
        if (focused) {
          const again = made.querySelector('[data-part="' + focused + '"]');
          if (again) {
            again.focus();
          }
        }
      }
      child = made;
    }
    if (child !== place) {
      list.insertBefore(child, place);
    } else {
      place = place.nextElementSibling;
    }
  }
  old.forEach((gone) => gone.remove());
}

/** Only pages of the web are links; whatever else a rule file names is text. */
function link(url, text) {
  return /^https?:\/\//i.test(url)
    ? el('a', { href: url, rel: 'noreferrer noopener', target: '_blank', 'data-part': 'link' }, text)
    : el('span', null, text);
}

// Asking the agent.

async function ask(path, parameters) {
  const query = new URLSearchParams(parameters || {});
  if (language) {
    query.set('lang', language);
  }
  const answer = await fetch('api/' + path + '?' + query, { cache: 'no-store', signal: AbortSignal.timeout(10000) });
  if (!answer.ok) {
    throw new Error('status ' + answer.status);
  }
  const told = await answer.json();
  return told.found === false ? null : told;
}

async function poll() {
  clearTimeout(timer);
  if (paused || document.hidden) {
    return;
  }
  try {
    const before = agent === null ? await ask('agent') : agent;
    const told = await ask('overview');
    if (paused) {
      return;
    }
    data = told;
    agent = before;
    wait = POLL_MILLIS;
    show(byId('trouble'), false);
    draw();
    byId('updated').textContent = t('updated', { time: clockTime(Date.now()) });
  } catch (gone) {
    wait = Math.min(SLOWEST_POLL_MILLIS, wait * 2);
    // Whoever answers next may be another process.
    agent = null;
    newestSeen = -1;
    if (byId('trouble').hidden) {
      byId('trouble').textContent = t('trouble');
      show(byId('trouble'), true);
    }
  }
  clearTimeout(timer);
  timer = setTimeout(poll, wait);
}

function say(text) {
  byId('said').textContent = '';
  byId('said').textContent = text;
}

// The page.

function draw() {
  drawAgent();
  drawTotals();
  drawRates();
  drawCauses();
  drawDestinations();
  drawFailures();
}

function drawAgent() {
  byId('agent-line').textContent = t('agent.line', { version: agent.version, time: dayTime(agent.attached) });
  const lines = [
    { name: t('agent.version'), value: agent.version },
    { name: t('agent.attached'), value: dayTime(agent.attached) },
    { name: t('agent.java'), value: agent.java },
    { name: t('agent.lost'), value: count(agent.events_lost) },
    { name: t('agent.errors'), value: count(agent.suppressed_errors) },
  ];
  const options = Object.keys(agent.options).map((key) => ({ name: key, value: agent.options[key] }));
  pairs(byId('agent'), lines);
  pairs(byId('options'), options);
}

function pairs(list, lines) {
  const state = JSON.stringify(lines);
  if (list.dataset.state !== state) {
    list.dataset.state = state;
    list.replaceChildren(...lines.flatMap((line) => [el('dt', null, line.name), el('dd', null, line.value)]));
  }
}

function drawTotals() {
  const sum = (values) => Object.values(values).reduce((a, b) => a + b, 0);
  const tiles = [
    { id: 'messages', big: count(sum(data.messages)), lines: OUTCOMES.map((name) => [t('outcome.' + name), data.messages[name]]) },
    { id: 'replies', big: count(sum(data.replies)), lines: CLASSES.map((name) => [t('class.' + name), data.replies[name]]) },
    {
      id: 'connections',
      big: count(data.connections.made),
      lines: [
        [t('connections.encrypted'), data.connections.encrypted],
        [t('connections.failed'), data.connections.failed],
      ],
    },
    durations('durations.message', data.durations.message),
    durations('durations.reply', data.durations.reply),
  ];
  keep(byId('totals'), tiles, (tile) => tile.id, (tile) =>
    el(
      'div',
      { class: 'tile', 'data-tile': tile.id },
      el('h3', null, t(tile.id)),
      el('p', { class: 'big' }, tile.big),
      el(
        'dl',
        null,
        tile.lines.flatMap(([name, value]) => [
          el('dt', null, name),
          el('dd', value === 0 ? { class: 'zero' } : null, typeof value === 'number' ? count(value) : value),
        ]),
      ),
    ),
  );
}

function durations(id, values) {
  const known = values.count > 0;
  return {
    id,
    big: known ? duration(values.median_ms) : '–',
    lines: [
      [t('durations.p95'), known ? duration(values.p95_ms) : '–'],
      [t('durations.max'), known ? duration(values.max_ms) : '–'],
      [t('durations.count'), values.count],
    ],
  };
}

// The chart and its table.

function drawRates() {
  const rates = data.rates[range];
  const seconds = rates.bucket_seconds;
  const buckets = rates.positive.length;
  const end = Math.floor(data.time / (seconds * 1000)) * seconds * 1000;
  const box = byId('chart');
  const width = Math.max(240, Math.floor(box.clientWidth));
  const height = Math.max(120, Math.floor(box.clientHeight));
  const state = [range, language, width, height, end, JSON.stringify(rates)].join();
  if (state === drawn) {
    return;
  }
  drawn = state;
  const total = (i) => CLASSES.reduce((sum, name) => sum + rates[name][i], 0) / seconds;
  let peak = 0;
  for (let i = 0; i < buckets; i++) {
    peak = Math.max(peak, total(i));
  }
  byId('legend').replaceChildren(
    ...CLASSES.map((name) =>
      el(
        'li',
        null,
        el('span', { class: 'swatch ' + name }),
        el('span', null, t('class.' + name)),
        el('span', { class: 'number' }, t('per-second', { rate: rate(rates[name][buckets - 1] / seconds) })),
      ),
    ),
  );
  box.replaceChildren(chart(rates, { width, height, seconds, buckets, end, peak }));
  table(rates, { seconds, buckets, end });
}

function chart(rates, { width, height, seconds, buckets, end, peak }) {
  const top = niceTop(peak);
  const left = 12 + 7 * Math.max(rate(top).length, rate(top / 2).length);
  const bottom = height - 22;
  const plotTop = 30;
  const step = (width - left - 4) / buckets;
  const y = (value) => bottom - (value / top) * (bottom - plotTop);
  const label = t('chart.label', {
    range: t('range.' + range),
    peak: rate(peak),
    now: rate(CLASSES.reduce((sum, name) => sum + rates[name][buckets - 1], 0) / seconds),
  });
  const parts = [
    svg('title', null, label),
    svg(
      'defs',
      null,
      svg(
        'pattern',
        { id: 'hatch', width: 5, height: 5, patternUnits: 'userSpaceOnUse', patternTransform: 'rotate(45)' },
        svg('rect', { width: 5, height: 5 }),
        svg('path', { d: 'M0 0V5' }),
      ),
    ),
    svg('text', { x: 0, y: 11 }, t('chart.unit')),
  ];
  for (const value of [0, top / 2, top]) {
    parts.push(svg('line', { class: value === 0 ? 'axis' : 'grid', x1: left, x2: width, y1: y(value), y2: y(value) }));
    parts.push(svg('text', { x: left - 6, y: y(value) + 4, 'text-anchor': 'end' }, rate(value)));
  }
  const span = buckets * seconds * 1000;
  for (const [share, anchor] of [[0, 'start'], [0.5, 'middle'], [1, 'end']]) {
    const x = left + share * (width - left - 4);
    parts.push(svg('text', { x, y: height - 5, 'text-anchor': anchor }, minute(end - span + share * span)));
  }
  for (let i = 0; i < buckets; i++) {
    const bars = [];
    let below = 0;
    const said = [];
    for (const name of CLASSES) {
      const value = rates[name][i] / seconds;
      if (value > 0) {
        bars.push(
          svg('rect', {
            class: name,
            fill: name === 'none' ? 'url(#hatch)' : null,
            x: (left + i * step + 0.5).toFixed(2),
            width: Math.max(1, step - 1).toFixed(2),
            y: y(below + value).toFixed(2),
            height: Math.max(1, y(below) - y(below + value)).toFixed(2),
          }),
        );
        below += value;
        said.push(t('class.' + name) + ' ' + t('per-second', { rate: rate(value) }));
      }
    }
    if (bars.length) {
      const from = end - (buckets - i) * seconds * 1000;
      parts.push(svg('g', null, svg('title', null, clockTime(from) + ': ' + said.join(', ')), ...bars));
    }
  }
  return svg('svg', { role: 'img', 'aria-label': label, viewBox: '0 0 ' + width + ' ' + height }, ...parts);
}

/** A round number of which a chart's top can be made; 1, 2 or 5 and zeros. */
function niceTop(peak) {
  let top = 0.2;
  for (let i = 0; top < peak; i++) {
    top *= i % 3 === 1 ? 2.5 : 2;
  }
  return Number(top.toPrecision(2));
}

/** The same numbers in twelve lines or fewer, the newest first. */
function table(rates, { seconds, buckets, end }) {
  const group = range === 'minutes' ? 12 : 5;
  const rows = [];
  for (let to = buckets; to > 0; to -= group) {
    const cells = CLASSES.map((name) => {
      const sum = rates[name].slice(to - group, to).reduce((a, b) => a + b, 0);
      return el('td', null, rate(sum / (group * seconds)));
    });
    const from = end - (buckets - to + group) * seconds * 1000;
    rows.push(el('tr', null, el('th', { scope: 'row' }, minute(from)), cells));
  }
  byId('rates-table').replaceChildren(
    el('caption', null, t('table.caption', { minutes: (group * seconds) / 60 })),
    el(
      'thead',
      null,
      el('tr', null, [t('table.from'), ...CLASSES.map((name) => t('class.' + name))].map((text) => el('th', { scope: 'col' }, text))),
    ),
    el('tbody', null, rows),
  );
}

// Causes and destinations.

function drawCauses() {
  const total = data.causes.total;
  const causes = data.causes.top.map((cause) => Object.assign({ share: cause.count / Math.max(1, total) }, cause));
  keep(byId('causes'), causes, (cause) => cause.id, (cause) =>
    el(
      'li',
      { class: 'cause ' + (cause.class || 'none'), 'data-cause': cause.id },
      el(
        'div',
        { class: 'line' },
        el('h3', null, cause.name),
        el('span', { class: 'number' }, t('causes.count', { count: count(cause.count), share: percent(cause.share) })),
      ),
      el('p', null, cause.fix),
      el(
        'div',
        { class: 'links' },
        el('span', { class: 'quiet' }, cause.class ? t('class.' + cause.class) : ''),
        cause.url ? link(cause.url, cause.reference || t('reference')) : null,
        cause.last ? button(t('causes.last'), () => open(cause.last), 'last') : null,
      ),
    ),
  );
  show(byId('causes-empty'), causes.length === 0);
}

function button(text, action, part) {
  const made = el('button', { type: 'button', class: 'as-link', 'data-part': part }, text);
  made.addEventListener('click', () => {
    opener = made;
    action();
  });
  return made;
}

function drawDestinations() {
  const domains = data.domains_hidden ? null : data.domains;
  destination(byId('domains'), domains, t('domains'), t('domains.name'), t('domains.total'), t('domains.failed'));
  destination(byId('servers'), data.servers, t('servers'), t('servers.name'), t('servers.total'), t('servers.failed'));
  show(byId('destinations-empty'), byId('domains').hidden && byId('servers').hidden);
}

function destination(element, ranking, ...names) {
  const rows = ranking ? ranking.top.slice() : [];
  if (ranking && ranking.other.total > 0) {
    rows.push(Object.assign({ rest: true, name: t('others') }, ranking.other));
  }
  show(element, rows.length > 0);
  const state = JSON.stringify([rows, names]);
  if (element.dataset.state === state) {
    return;
  }
  element.dataset.state = state;
  element.replaceChildren(
    el('caption', null, names[0]),
    el('thead', null, el('tr', null, [names[1], names[2], names[3], t('share')].map((text) => el('th', { scope: 'col' }, text)))),
    el(
      'tbody',
      null,
      rows.map((row) => {
        const share = row.total > 0 ? row.failed / row.total : 0;
        return el(
          'tr',
          null,
          el('th', { scope: 'row' }, row.name),
          el('td', null, count(row.total)),
          el('td', null, count(row.failed)),
          el('td', null, percent(share), meter(Math.min(1, share))),
        );
      }),
    ),
  );
}

function meter(share) {
  const bar = svg('rect', { x: 0, y: 0, height: 1, width: share });
  return el('span', { class: 'meter', 'aria-hidden': 'true' }, svg('svg', { viewBox: '0 0 1 1', preserveAspectRatio: 'none' }, bar));
}

// Failing replies, one of them in full, and the dialogue it stands in.

function drawFailures() {
  const failures = data.failures;
  const shown = allFailures ? failures : failures.slice(0, FIRST_FAILURES);
  keep(byId('failures'), shown, (failure) => failure.id, row);
  markOpen();
  show(byId('failures-empty'), failures.length === 0);
  show(byId('failures-hint'), failures.length > 0);
  show(byId('more'), !allFailures && failures.length > FIRST_FAILURES);
  const newest = failures.length ? failures[0].id : 0;
  const fresh = failures.filter((failure) => failure.id > newestSeen).length;
  // The first look is no news, and whoever listens to the page must not be talked to all the time.
  if (newestSeen >= 0 && fresh > 0 && Date.now() - saidAt > SAY_EVERY_MILLIS) {
    saidAt = Date.now();
    newestSeen = newest;
    say(t('failures.news', { count: count(fresh) }));
  } else if (newestSeen < 0) {
    newestSeen = newest;
  }
}

function status(event) {
  const code = event['smtp.response.status_code'];
  const enhanced = event['smtp.response.enhanced_status_code'];
  return (code === undefined ? t('no-code') : String(code)) + (enhanced ? ' ' + enhanced : '');
}

function replyClass(event) {
  const outcome = event['smtp.message.outcome'];
  if (outcome) {
    return { accepted: 'positive', partial: 'transient', transient: 'transient', permanent: 'permanent' }[outcome] || 'none';
  }
  return event['smtp.response.class'] || 'none';
}

function server(event) {
  const port = event['server.port'];
  return (event['server.address'] || '') + (port ? ':' + port : '');
}

function words(event) {
  return event['smtp.response.text'] || event['error.message'] || '';
}

function commandLine(event) {
  const name = event['smtp.command'] || '';
  if (name === 'CONNECT') {
    return t('step.connect');
  }
  if (name === 'END_OF_DATA') {
    return t('step.body');
  }
  const about = event['smtp.recipient.address'] || (name === 'MAIL' ? event['smtp.sender.domain'] : '') || '';
  return about ? name + ' ' + about : name;
}

function row(failure) {
  const kind = replyClass(failure);
  const made = el(
    'button',
    { type: 'button', class: 'row', 'data-part': 'row', 'aria-expanded': 'false', 'aria-controls': 'detail' },
    el('span', { class: 'stripe ' + kind }),
    el(
      'span',
      { class: 'top' },
      el('time', { datetime: new Date(failure.time).toISOString() }, clockTime(failure.time)),
      el('span', { class: 'status ' + kind }, status(failure)),
      el('span', { class: 'quiet' }, t('class.' + kind)),
      el('strong', null, failure.cause_name || ''),
    ),
    el('span', { class: 'quiet' }, t('failures.where', { command: commandLine(failure), server: server(failure) })),
    words(failure) ? el('span', { class: 'said' }, words(failure)) : null,
  );
  made.addEventListener('click', () => {
    opener = made;
    open(failure.id);
  });
  return el('li', { 'data-id': failure.id }, made);
}

function markOpen() {
  for (const item of byId('failures').children) {
    item.firstElementChild.setAttribute('aria-expanded', String(Number(item.dataset.id) === openId));
  }
}

async function open(id) {
  let found = null;
  try {
    found = await ask('reply', { id });
  } catch (gone) {
    show(byId('trouble'), true);
    return;
  }
  openId = id;
  markOpen();
  if (found === null) {
    reveal(t('detail.gone'), [], []);
    return;
  }
  const session = found.fields['smtp.session.id'];
  const timeline = session ? await ask('session', { id: session }).catch(() => null) : null;
  const title = status(found.fields) + ' – ' + ((found.texts && found.texts.cause_name) || '');
  reveal(title, explanation(found), steps(timeline, found.fields['email.message_id'], id));
}

function explanation(found) {
  const fields = found.fields;
  const about = found.texts || {};
  const lines = [];
  const put = (name, value) => {
    if (value !== undefined && value !== null && value !== '') {
      lines.push(el('dt', null, t(name)), el('dd', null, value));
    }
  };
  put('reply.time', dayTime(found.time));
  put('reply.text', words(fields) ? el('span', { class: 'said' }, words(fields)) : t('reply.no-text'));
  put('reply.code', about.code_name ? status(fields) + ': ' + about.code_name : status(fields));
  put('reply.class', about.class);
  put('reply.command', t('failures.where', { command: commandLine(fields), server: server(fields) }));
  put('reply.meaning', about.description);
  put('reply.seen', about.seen);
  put('reply.fix', about.fix);
  put('reply.who', about.who);
  put('reply.retry', about.retry);
  if (fields['smtp.retry.after'] !== undefined) {
    put('reply.retry-after', duration(fields['smtp.retry.after'] * 1000));
  }
  put('reply.confidence', about.confidence);
  put('reply.rule', fields['smtp.cause.rule']);
  put('reply.cause', fields['smtp.cause.id']);
  put('fact.forward_path', fields['smtp.forward_path']);
  for (const key of Object.keys(fields)) {
    if (key.startsWith('smtp.fact.')) {
      const name = 'fact.' + key.slice('smtp.fact.'.length);
      put(texts[name] === undefined ? key : name, String(fields[key]));
    }
  }
  put('reply.recipient', fields['smtp.recipient.address']);
  put('reply.message', fields['email.message_id']);
  put('reply.queue', fields['smtp.queue_id']);
  put('reply.anomaly', fields['smtp.anomaly']);
  put('reply.error', fields['error.type']);
  put('reply.session', fields['smtp.session.id']);
  for (const key of Object.keys(fields)) {
    if (key.startsWith('labels.')) {
      lines.push(el('dt', null, key), el('dd', null, String(fields[key])));
    }
  }
  const advice = fields['smtp.advice.text'];
  const url = fields['smtp.advice.url'];
  return [
    advice
      ? el(
          'div',
          { class: 'advice' },
          el('h3', null, t('reply.advice')),
          el('p', null, advice),
          url ? el('p', null, link(url, about.reference || t('reference'))) : null,
        )
      : null,
    el('dl', { class: 'pairs' }, lines),
  ].filter(Boolean);
}

function steps(timeline, messageId, chosenId) {
  if (timeline === null) {
    return [el('h3', null, t('timeline')), el('p', { class: 'empty' }, t('timeline.gone'))];
  }
  const items = [];
  timeline.steps.forEach((step, i) => {
    if (timeline.left_out > 0 && i === timeline.steps_before_gap) {
      items.push(el('li', { class: 'gap' }, t('timeline.left-out', { count: count(timeline.left_out) })));
    }
    items.push(stepItem(step, (messageId && step['email.message_id'] === messageId) || step.id === chosenId));
  });
  const first = timeline.steps[0] || {};
  return [
    el('h3', null, t('timeline')),
    el('p', { class: 'quiet' }, t('timeline.of', { session: timeline.session, server: server(first) })),
    el('ol', { class: 'steps' }, items),
  ];
}

function stepItem(step, chosen) {
  const nanos = step['event.duration'];
  const took = nanos === undefined ? '' : ' (' + duration(nanos / 1e6) + ')';
  const at = el('time', { class: 'at', datetime: new Date(step.time).toISOString() }, exactTime(step.time));
  const item = el('li', { class: 'step ' + replyClass(step) + (chosen ? ' chosen' : '') });
  if (step.event === 'smtp.client.reply') {
    const name = commandLine(step);
    item.append(
      el('p', null, at, el('span', { class: 'code' }, '→ ' + name)),
      el('p', { class: 'said' }, '← ', el('b', null, status(step)), ' ', words(step), el('span', { class: 'quiet' }, took)),
    );
    if (replyClass(step) !== 'positive' && step.cause_name) {
      item.append(el('p', { class: 'quiet' }, step.cause_name + (step['smtp.secondary'] ? ' · ' + t('timeline.secondary') : '')));
    }
  } else if (step.event === 'smtp.client.message') {
    item.append(
      el('p', null, at, el('strong', null, t('timeline.message', { outcome: t('outcome.' + step['smtp.message.outcome']) })), took),
      step['email.message_id'] ? el('p', { class: 'said' }, step['email.message_id']) : '',
    );
  } else {
    const tls = step['tls.protocol.version'];
    const good = replyClass(step) === 'positive';
    item.append(
      el('p', null, at, el('strong', null, good ? t('timeline.connected') : commandLine(step)), ' ', server(step), tls ? ', TLS ' + tls : '', took),
      good ? '' : el('p', { class: 'said' }, [step.cause_name, words(step)].filter(Boolean).join(': ')),
    );
  }
  return item;
}

function exactTime(millis) {
  return format('exact', () =>
    new Intl.DateTimeFormat(language, { hour: '2-digit', minute: '2-digit', second: '2-digit', fractionalSecondDigits: 3, hour12: false }),
  ).format(millis);
}

function reveal(title, above, below) {
  byId('detail-title').textContent = title;
  byId('explanation').replaceChildren(...above);
  byId('timeline').replaceChildren(...below);
  show(byId('detail'), true);
  byId('detail-title').focus();
}

function close() {
  show(byId('detail'), false);
  openId = 0;
  markOpen();
  // The row may have been made anew meanwhile.
  const back = opener && opener.isConnected ? opener : byId('failures-title');
  if (back === byId('failures-title')) {
    back.setAttribute('tabindex', '-1');
  }
  back.focus();
}

async function find(event) {
  event.preventDefault();
  const id = byId('message-id').value.trim();
  if (!id) {
    byId('message-id').focus();
    return;
  }
  opener = byId('message-id');
  try {
    const timeline = await ask('session', { message: id });
    openId = 0;
    markOpen();
    if (timeline === null) {
      reveal(t('find.none'), [el('p', null, t('find.none-hint'))], []);
    } else {
      const exact = timeline.steps.map((step) => step['email.message_id']).find((known) => known === id || known === '<' + id + '>');
      reveal(id, [], steps(timeline, exact, -1));
    }
  } catch (gone) {
    show(byId('trouble'), true);
  }
}

// Language, pause, start.

async function speak(tag) {
  language = tag;
  const told = await ask('texts');
  texts = told.texts;
  language = told.lang;
  Object.keys(formats).forEach((name) => delete formats[name]);
  document.documentElement.lang = language;
  document.title = 'Replywise – ' + t('title');
  document.querySelectorAll('[data-t]').forEach((element) => {
    element.textContent = t(element.dataset.t);
  });
  byId('language').replaceChildren(
    ...Object.keys(told.languages).map((each) => el('option', { value: each, lang: each }, told.languages[each])),
  );
  byId('language').value = language;
  drawPause();
}

function drawPause() {
  byId('pause').textContent = t(paused ? 'resume' : 'pause');
  byId('pause').classList.toggle('on', paused);
}

async function start() {
  byId('language').addEventListener('change', async () => {
    const chosen = byId('language').value;
    await speak(chosen);
    const url = new URL(location.href);
    url.searchParams.set('lang', chosen);
    history.replaceState(null, '', url);
    if (!byId('detail').hidden && openId > 0) {
      await open(openId);
      byId('language').focus();
    } else {
      show(byId('detail'), false);
    }
    if (data) {
      data = (await ask('overview').catch(() => null)) || data;
      draw();
    }
  });
  byId('pause').addEventListener('click', () => {
    paused = !paused;
    drawPause();
    say(t(paused ? 'paused' : 'resumed'));
    poll();
  });
  byId('close').addEventListener('click', close);
  byId('find').addEventListener('submit', find);
  byId('more').addEventListener('click', () => {
    const next = FIRST_FAILURES;
    allFailures = true;
    drawFailures();
    const item = byId('failures').children[next];
    if (item) {
      item.firstElementChild.focus();
    }
  });
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && !byId('detail').hidden) {
      close();
    }
  });
  document.querySelectorAll('input[name="range"]').forEach((input) =>
    input.addEventListener('change', () => {
      range = input.value;
      if (data) {
        drawRates();
      }
    }),
  );
  document.addEventListener('visibilitychange', poll);
  addEventListener('resize', () => data && drawRates());
  const begin = async () => {
    try {
      await speak(new URLSearchParams(location.search).get('lang') || '');
      poll();
    } catch (gone) {
      setTimeout(begin, POLL_MILLIS);
    }
  };
  begin();
}

start();
