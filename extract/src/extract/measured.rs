//! How often each rule is right: counted on hand-coded texts, never invented.
//!
//! `english/measured.yaml` holds, per rule, how many facts it proposed on our gold texts and how many of them the coder
//! has too. The confidence of a fact is the lower end of Wilson's interval at 95 percent (Wilson 1927, *Probable inference,
//! the law of succession, and statistical inference*) for its rule; a rule with few hits is judged with its family.

use std::collections::BTreeMap;

use crate::yaml::{self, Node};

/// A rule with fewer hits than this is judged with its family.
const ENOUGH: u32 = 8;

/// Hits and right hits per rule.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Measured {
    /// Rule: proposed, right.
    pub rules: BTreeMap<String, (u32, u32)>,
}

impl Measured {
    /// The figures that ship with the program.
    pub fn shipped() -> Self {
        let node = yaml::parse(0, include_str!("english/measured.yaml"), &mut Vec::new())
            .expect("the shipped figures are YAML");
        let count = |counts: &Node, at: usize| {
            let text = counts.items().get(at).and_then(Node::text);
            text.and_then(|text| text.parse().ok()).unwrap_or(0)
        };
        let rules = node.entries_of("rules").iter();
        Self {
            rules: rules
                .map(|(rule, counts)| (rule.text.clone(), (count(counts, 0), count(counts, 1))))
                .collect(),
        }
    }

    /// The confidence of a rule: the lower bound of how often it is right.
    pub fn confidence(&self, rule: &str) -> f64 {
        let own = self.rules.get(rule).copied().unwrap_or((0, 0));
        let (hits, right) = if own.0 >= ENOUGH {
            own
        } else {
            self.family(rule)
        };
        (lower_bound(right, hits) * 100.0).round() / 100.0
    }

    fn family(&self, rule: &str) -> (u32, u32) {
        let family = rule.split('/').next().unwrap_or(rule);
        self.rules
            .iter()
            .filter(|(name, _)| name.split('/').next() == Some(family))
            .fold((0, 0), |(h, r), (_, (hits, right))| (h + hits, r + right))
    }
}

/// The lower end of Wilson's interval at 95 percent; 0 where nothing was counted.
///
/// ```
/// use impasse_extract::extract::lower_bound;
/// assert_eq!(lower_bound(0, 0), 0.0);
/// assert!(lower_bound(9, 10) > 0.59 && lower_bound(9, 10) < 0.61);
/// ```
pub fn lower_bound(right: u32, hits: u32) -> f64 {
    if hits == 0 {
        return 0.0;
    }
    let (n, z) = (f64::from(hits), 1.96_f64);
    let share = f64::from(right) / n;
    let centre = share + z * z / (2.0 * n);
    let spread = z * (share * (1.0 - share) / n + z * z / (4.0 * n * n)).sqrt();
    ((centre - spread) / (1.0 + z * z / n)).max(0.0)
}
