//! Agreement of two coders beyond chance.

use std::collections::BTreeMap;

/// Krippendorff's alpha for values without an order, of two coders who both coded every unit: 1 where they always agree, 0
/// where they agree as often as chance would (Krippendorff, *Content Analysis*, 4th edition 2019, chapter 12; Hayes and
/// Krippendorff 2007). Nothing where all values are the same, or there are none: there is then nothing to tell apart.
///
/// ```
/// use impasse_extract::extract::alpha;
/// // The worked example of Krippendorff (2011): twelve units, two observers, five values.
/// let (meg, owen) = ("aabbdcccedda", "babbbcccedddd");
/// let units: Vec<(char, char)> = meg.chars().zip(owen.chars()).collect();
/// assert_eq!((alpha(&units).unwrap() * 1000.0).round(), 692.0);
/// ```
pub fn alpha<T: Ord + Clone>(units: &[(T, T)]) -> Option<f64> {
    let mut times: BTreeMap<T, f64> = BTreeMap::new();
    for value in units.iter().flat_map(|(a, b)| [a, b]) {
        *times.entry(value.clone()).or_default() += 1.0;
    }
    let values = 2.0 * units.len() as f64;
    let alike: f64 = times.values().map(|n| n * n).sum();
    // How many pairs of different values there would be by chance, in all n (n - 1) pairs of values.
    let by_chance = (values * values - alike) / (values * (values - 1.0));
    let differing = units.iter().filter(|(a, b)| a != b).count() as f64;
    let seen = differing / units.len() as f64;
    (by_chance > 0.0).then(|| 1.0 - seen / by_chance)
}
