//! Text made small enough to travel inside a page: deflated (RFC 1951), then spelt in the 64 signs of RFC 4648.
//!
//! A browser unpacks both without a network. The same text gives the same signs on every machine.

use miniz_oxide::deflate::compress_to_vec;

/// How hard to look for repetitions, from 1 to 10.
const EFFORT: u8 = 6;

const SIGNS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// Packs a text.
pub(super) fn packed(text: &str) -> String {
    in_signs(&compress_to_vec(text.as_bytes(), EFFORT))
}

fn in_signs(bytes: &[u8]) -> String {
    bytes.chunks(3).flat_map(four_signs).collect()
}

/// Three bytes as four signs; `=` stands where there are fewer.
fn four_signs(bytes: &[u8]) -> [char; 4] {
    let byte = |at: usize| u32::from(bytes.get(at).copied().unwrap_or(0));
    let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
    let sign = |at: usize| match at <= bytes.len() {
        true => char::from(SIGNS[(bits >> (18 - 6 * at) & 63) as usize]),
        false => '=',
    };
    [sign(0), sign(1), sign(2), sign(3)]
}

#[cfg(test)]
mod tests {
    use super::{in_signs, packed};

    /// The examples of RFC 4648, section 10.
    #[test]
    fn bytes_in_signs() {
        for (bytes, signs) in [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foob", "Zm9vYg=="),
            ("fooba", "Zm9vYmE="),
            ("foobar", "Zm9vYmFy"),
        ] {
            assert_eq!(in_signs(bytes.as_bytes()), signs);
        }
    }

    #[test]
    fn what_is_said_again_and_again_becomes_short() {
        let text = "The ceasefire is refused. ".repeat(1_000);
        assert!(packed(&text).len() < text.len() / 100);
    }
}
