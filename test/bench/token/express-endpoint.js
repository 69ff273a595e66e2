/**
 * What teams write themselves: the contract's token endpoint (section 5) on Express and jsonwebtoken, with its checks and without what
 * its faults leave out: no question who is asking, no limit, no audit. Written for this bench.
 */
import express from 'express';
import jwt from 'jsonwebtoken';

const { PORT, ZOOM_SDK_KEY, ZOOM_SDK_SECRET } = process.env;

const DEFAULT_LIFE_S = 7200;

/** Everything that is wrong with a request, in the contract's words. */
function check({ role, userId, userName, expirationSeconds }) {
  const errors = [];
  if (role === undefined)
    errors.push({ property: 'role', reason: 'Property required, but not present in request body' });
  else if (![1, 2].includes(Number.parseInt(role, 10))) {
    errors.push({ property: 'role', reason: `Value is not valid. Got ${role}, expected 1,2` });
  }
  const life = expirationSeconds === undefined ? DEFAULT_LIFE_S : Number.parseInt(expirationSeconds, 10);
  if (Number.isNaN(life)) {
    errors.push({ property: 'expirationSeconds', reason: 'Value NaN not allowed, must be of type number' });
  } else if (life < 1800 || life > 172_800) {
    errors.push({ property: 'expirationSeconds', reason: 'Value must in between 1800 and 172800' });
  }
  for (const [property, value] of Object.entries({ userId, userName })) {
    if (value === undefined) continue;
    if (typeof value !== 'string') {
      errors.push({ property, reason: `Value ${value} not allowed, must be of type string` });
    } else if (value.length > 35) {
      const reason = `Value exceed max length. Got ${value.length}, expected less than or equal to 35`;
      errors.push({ property, reason });
    }
  }
  return errors;
}

const app = express();
app.use(express.json());
app.use((_request, response, next) => {
  response.set('access-control-allow-origin', '*');
  next();
});

app.post('/', (request, response) => {
  const errors = check(request.body);
  if (errors.length > 0) {
    response.status(400).json({ errors });
    return;
  }
  const { role, userId = String(Math.random()).slice(2), userName = userId, expirationSeconds } = request.body;
  const iat = Math.floor(Date.now() / 1000);
  const exp = iat + Number.parseInt(expirationSeconds ?? DEFAULT_LIFE_S, 10);
  const claims = { app_key: ZOOM_SDK_KEY, role_type: Number(role), user_id: userId, user_name: userName, iat, exp };
  response.json({ token: jwt.sign(claims, ZOOM_SDK_SECRET, { algorithm: 'HS256' }) });
});

app.listen(Number(PORT), '127.0.0.1');
