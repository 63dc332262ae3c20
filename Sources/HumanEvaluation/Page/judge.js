// A session of judgements. Time is the screen's: an image is drawn in one animation frame and masked in the one that is as
// many frames later as its exposure has; what was measured between the two goes with the answer.

const byId = (id) => document.getElementById(id);
const sections = ['welcome', 'trial', 'end', 'trouble'];
const storageKey = 'counterplay-judge-session';
let study, session, screen, context, frameTime;
let isAsking = false;

function show(id) {
  for (const name of sections) byId(name).hidden = name !== id;
}

function trouble(reason) {
  byId('reason').textContent = reason;
  show('trouble');
  byId('again').focus();
}

async function ask(method, target, body) {
  const response = await fetch(target, {
    method, cache: 'no-store',
    headers: body ? { 'Content-Type': 'application/json' } : {},
    body: body ? JSON.stringify(body) : undefined,
  });
  if (!response.ok) throw Object.assign(new Error(await response.text()), { status: response.status });
  return response;
}

const nextFrame = () => new Promise((resolve) => requestAnimationFrame(resolve));
const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

// The time from one frame to the next: the median of 40, since single ones may be late.
async function measureFrame() {
  const times = [];
  let last = await nextFrame();
  for (let i = 0; i < 40; i++) {
    const now = await nextFrame();
    times.push(now - last);
    last = now;
  }
  times.sort((a, b) => a - b);
  return Math.max(1, times[20]);
}

function drawPoint() {
  context.fillStyle = '#808080';
  context.fillRect(0, 0, screen.width, screen.height);
  context.fillStyle = '#000';
  const size = Math.max(1, Math.round(screen.width / 28));
  context.fillRect((screen.width - size) / 2, (screen.height - size) / 2, size, size);
}

// Noise of every colour, a square a pixel of the image: what was seen is not seen on after it.
function drawMask() {
  const noise = context.createImageData(screen.width, screen.height);
  const most = 65536; // bytes that a browser draws at once
  for (let i = 0; i < noise.data.length; i += most) crypto.getRandomValues(noise.data.subarray(i, i + most));
  for (let i = 3; i < noise.data.length; i += 4) noise.data[i] = 255;
  context.putImageData(noise, 0, 0);
}

async function expose(bitmap, exposure) {
  const frames = Math.max(1, Math.round(exposure / frameTime));
  const begin = await nextFrame();
  context.drawImage(bitmap, 0, 0);
  let now = begin;
  let count = 0;
  // A frame that the screen left out counts as the ones that it lasted.
  while (Math.round((now - begin) / frameTime) < frames) {
    now = await nextFrame();
    count += 1;
  }
  drawMask();
  return { shown: now - begin, frames: count };
}

// Resolves to the answer and how long it took from the mask on.
function question() {
  return new Promise((resolve) => {
    const begin = performance.now();
    const buttons = { real: byId('real'), generated: byId('generated') };
    const keys = { arrowleft: 'real', r: 'real', arrowright: 'generated', g: 'generated' };
    isAsking = true;
    byId('prompt').textContent = 'Real or generated?';
    const done = (answer) => {
      if (!isAsking) return;
      isAsking = false;
      removeEventListener('keydown', onKey);
      for (const button of Object.values(buttons)) {
        button.disabled = true;
        button.onclick = null;
      }
      resolve({ answer, reaction: performance.now() - begin });
    };
    const onKey = (event) => {
      if (event.repeat || event.ctrlKey || event.metaKey || event.altKey) return;
      const answer = keys[event.key.toLowerCase()];
      if (!answer) return;
      event.preventDefault();
      done(answer);
    };
    addEventListener('keydown', onKey);
    for (const [answer, button] of Object.entries(buttons)) {
      button.disabled = false;
      button.onclick = () => done(answer);
    }
  });
}

// A page in the background has no frames: wait until it is seen.
async function untilVisible() {
  while (document.visibilityState !== 'visible') await pause(200);
}

async function runTrial(next) {
  byId('count').textContent = `${next.trial + 1} of ${session.trials}`;
  byId('progress').value = next.trial / session.trials;
  const image = await (await ask('GET', `/sessions/${session.token}/trials/${next.trial}.png`)).blob();
  const bitmap = await createImageBitmap(image);
  await untilVisible();
  byId('prompt').textContent = '';
  drawPoint();
  await pause(600);
  const seen = await expose(bitmap, next.exposure);
  bitmap.close();
  const said = await question();
  byId('prompt').textContent = '';
  const judgement = {
    answer: said.answer, reaction: said.reaction, shown: seen.shown, frames: seen.frames, frame: frameTime,
  };
  const state = await ask('POST', `/sessions/${session.token}/trials/${next.trial}`, judgement);
  session = await state.json();
}

async function run() {
  show('trial');
  frameTime = await measureFrame();
  while (session.next) {
    try {
      await runTrial(session.next);
    } catch (error) {
      // Another tab was faster, or the server was started anew: go on from what it knows.
      if (error.status !== 409) throw error;
      session = await (await ask('GET', `/sessions/${session.token}`)).json();
      await pause(300);
    }
  }
  byId('judged').textContent = session.trials;
  show('end');
  byId('end-title').focus();
}

async function findSession() {
  const token = localStorage.getItem(storageKey);
  if (token && /^[0-9a-f]{32}$/.test(token)) {
    try {
      return await (await ask('GET', `/sessions/${token}`)).json();
    } catch (error) {
      if (error.status !== 404) throw error;
    }
  }
  const made = await (await ask('POST', '/sessions')).json();
  localStorage.setItem(storageKey, made.token);
  return made;
}

async function start() {
  study = await (await ask('GET', '/study')).json();
  session = await findSession();
  screen = byId('screen');
  screen.width = study.width;
  screen.height = study.height;
  // A whole number of the screen's pixels for a pixel of the image, so that all of its squares are alike.
  const room = Math.min(256, innerWidth * 0.6) * devicePixelRatio;
  screen.style.width = `${Math.max(1, Math.floor(room / study.width)) * study.width / devicePixelRatio}px`;
  context = screen.getContext('2d', { alpha: false });
  if (!session.next) {
    byId('judged').textContent = session.trials;
    return show('end');
  }
  byId('total').textContent = session.trials - session.judged;
  const examples = byId('examples');
  examples.replaceChildren();
  for (let i = 0; i < study.examples; i++) {
    const image = new Image();
    image.src = `/sessions/${session.token}/examples/${i}.png`;
    image.alt = `real image ${i + 1}`;
    image.setAttribute('role', 'listitem');
    examples.append(image);
  }
  byId('begin').textContent = session.judged > 0 ? 'Go on' : 'Begin';
  byId('begin').onclick = () => run().catch((error) => trouble(error.message));
  show('welcome');
  byId('begin').focus({ preventScroll: true });
}

byId('again').onclick = () => start().catch((error) => trouble(error.message));
start().catch((error) => trouble(error.message));
