//! When something was decided. The only place that asks what time it is; no answer depends on it.

use std::env;
use std::time::{SystemTime, UNIX_EPOCH};

use crate::source::moment;

/// The time in UTC, or the one that `SOURCE_DATE_EPOCH` names; a word for it where it cannot be told.
pub(super) fn now() -> String {
    let named = env::var("SOURCE_DATE_EPOCH").ok();
    let named = named.and_then(|seconds| seconds.parse::<i64>().ok()?.checked_mul(1_000));
    let moment = named.or_else(by_the_clock).and_then(moment);
    moment.unwrap_or_else(|| "unknown".to_owned())
}

/// Milliseconds since 1970; before that there was no clock to ask.
fn by_the_clock() -> Option<i64> {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).ok()?;
    i64::try_from(since.as_millis()).ok()
}
