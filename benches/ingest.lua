-- One sender a connection's request: events of about 200 bytes, each with an id of its own, one token of several.
-- RETOUR_BENCH: the number of events in a request, a mark for this round, then the tokens.
local told = {}
for word in string.gmatch(os.getenv("RETOUR_BENCH"), "%S+") do told[#told + 1] = word end
local batch, mark = tonumber(told[1]), told[2]
local thread_number = 0

function setup(thread)
  thread:set("number", thread_number)
  thread_number = thread_number + 1
end

local sent = 0
local activities = {"form_received", "quote_sent", "followup_sent", "signed"}

local function event(n)
  return string.format(
    '{"id":"%s-%d-%08d","case":"Q-%07d","activity":"%s","time":"2026-05-%02dT%02d:%02d:%02d.%03dZ",'
      .. '"actor_kind":"human","actor":"seller.%d@example.com","amount":%d.50,"attributes":{"client_type":"B2B"}}',
    mark, number, n, n / 4, activities[n % 4 + 1], n % 28 + 1, n / 3600 % 24, n / 60 % 60, n % 60, n % 1000,
    n % 20, n % 5000)
end

function request()
  local events = {}
  for i = 1, batch do
    events[i] = event(sent)
    sent = sent + 1
  end
  local body = events[1]
  if batch > 1 then body = "[" .. table.concat(events, ",") .. "]" end
  local token = told[3 + (sent / batch) % (#told - 2)]
  local headers = {["Content-Type"] = "application/json", ["Authorization"] = "Bearer " .. token}
  return wrk.format("POST", "/v1/events", headers, body)
end

function done(summary, latency, requests)
  io.write(string.format(
    '\nRESULT {"requests": %d, "seconds": %.6f, "refused": %d, "broken": %d, "p50": %.3f, "p99": %.3f}\n',
    summary.requests, summary.duration / 1e6, summary.errors.status,
    summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout,
    latency:percentile(50) / 1e3, latency:percentile(99) / 1e3))
end
