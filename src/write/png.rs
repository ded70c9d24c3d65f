//! PNG: our own SVG drawn with our own fonts, so that every machine gives the same pixels.

use std::collections::BTreeSet;
use std::sync::{Arc, OnceLock};

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{self, fontdb};

use crate::layout::{FONTS, has_glyph, without_glyph};

use super::{Drawn, PictureSize};

/// Most pixels of a picture: four bytes each.
const MOST_PIXELS: f64 = 100_000_000.0;

/// What stands for a letter that the font lacks.
const MISSING: char = '?';

/// The family under which the drawings ask for the shipped font.
const FAMILY: &str = "Inter";

/// Noto, for scripts that Inter lacks.
#[cfg(feature = "scripts")]
const OTHER_SCRIPTS: &[&[u8]] = &[
    include_bytes!("../../assets/fonts/noto/NotoSansArabic-Regular.ttf"),
    include_bytes!("../../assets/fonts/noto/NotoSansArabic-SemiBold.ttf"),
    include_bytes!("../../assets/fonts/noto/NotoSansHebrew-Regular.ttf"),
    include_bytes!("../../assets/fonts/noto/NotoSansHebrew-SemiBold.ttf"),
    include_bytes!("../../assets/fonts/noto/NotoSansSC-Medium.ttf"),
];
#[cfg(not(feature = "scripts"))]
const OTHER_SCRIPTS: &[&[u8]] = &[];

fn fonts() -> Arc<fontdb::Database> {
    static LOADED: OnceLock<Arc<fontdb::Database>> = OnceLock::new();
    let load = || {
        let mut fonts = fontdb::Database::new();
        let weights = [fontdb::Weight::NORMAL, fontdb::Weight::BOLD];
        for (font, weight) in FONTS.into_iter().zip(weights) {
            load_cut(&mut fonts, font, weight);
        }
        for font in OTHER_SCRIPTS {
            fonts.load_font_source(fontdb::Source::Binary(Arc::new(font)));
        }
        fonts.set_sans_serif_family(FAMILY);
        Arc::new(fonts)
    };
    LOADED.get_or_init(load).clone()
}

/// The font for a letter that those used so far lack: a heavy cut for heavy words, where there is one.
fn other_font(
    letter: char,
    used: &[fontdb::ID],
    fonts: &mut Arc<fontdb::Database>,
) -> Option<fontdb::ID> {
    let is_heavy = |face: &fontdb::FaceInfo| face.weight > fontdb::Weight::MEDIUM;
    let first = used.first().and_then(|id| fonts.face(*id))?;
    let has_letter = |face: &&fontdb::FaceInfo| {
        let is_in = fonts.with_face_data(face.id, |font, _| has_glyph(font, letter));
        is_in == Some(true) && !used.contains(&face.id)
    };
    let mut having: Vec<&fontdb::FaceInfo> = fonts.faces().filter(has_letter).collect();
    having.sort_by_key(|face| is_heavy(face) != is_heavy(first));
    having.first().map(|face| face.id)
}

/// Loads a cut of the font. Both come under one family name, so that a weight finds its cut.
fn load_cut(fonts: &mut fontdb::Database, font: &'static [u8], weight: fontdb::Weight) {
    for id in fonts.load_font_source(fontdb::Source::Binary(Arc::new(font))) {
        let Some(mut face) = fonts.face(id).cloned() else {
            continue;
        };
        fonts.remove_face(id);
        for (name, _) in &mut face.families {
            FAMILY.clone_into(name);
        }
        face.weight = weight;
        fonts.push_face_info(face);
    }
}

/// Draws what has been placed as a picture.
///
/// # Errors
/// Where the picture would be too large for a screen or a page.
pub(super) fn png(drawn: Drawn<'_>, size: PictureSize) -> Result<Vec<u8>, String> {
    let tree = drawing(drawn)?;
    let scale = scale(&tree, size);
    let mut pixels = empty_picture(&tree, scale)?;
    let transform = Transform::from_scale(scale as f32, scale as f32);
    resvg::render(&tree, transform, &mut pixels.as_mut());
    pixels
        .encode_png()
        .map_err(|error| format!("the picture cannot be written: {error}"))
}

/// Our own SVG, read again.
fn drawing(drawn: Drawn<'_>) -> Result<usvg::Tree, String> {
    let options = usvg::Options {
        font_resolver: usvg::FontResolver {
            select_font: usvg::FontResolver::default_font_selector(),
            select_fallback: std::boxed::Box::new(other_font),
        },
        fontdb: fonts(),
        font_family: FAMILY.to_owned(),
        ..usvg::Options::default()
    };
    let svg = in_letters_that_can_be_drawn(&super::svg::svg_drawn(drawn));
    usvg::Tree::from_str(&svg, &options)
        .map_err(|error| format!("the drawing cannot be drawn: {error}"))
}

/// A drawing with an empty square for each letter that the font lacks. Left out, a name would be an empty disc, which means
/// that nobody was heard.
fn in_letters_that_can_be_drawn(svg: &str) -> String {
    let lacking = undrawable(svg);
    let drawn = |letter| {
        if lacking.contains(&letter) {
            MISSING
        } else {
            letter
        }
    };
    svg.chars().map(drawn).collect()
}

/// The letters of a text that no shipped font can draw.
pub(super) fn undrawable(text: &str) -> BTreeSet<char> {
    let lacking = without_glyph(text);
    let is_drawn = |letter: &char| OTHER_SCRIPTS.iter().any(|font| has_glyph(font, *letter));
    lacking
        .into_iter()
        .filter(|letter| !is_drawn(letter))
        .collect()
}

/// How many pixels there are to each pixel of the drawing.
fn scale(tree: &usvg::Tree, size: PictureSize) -> f64 {
    let own = f64::from(tree.size().width());
    let asked = size.width.map(|width| f64::from(width) / own);
    asked.unwrap_or(size.scale)
}

/// Pixels for a drawing at a scale, unless they are none or too many.
fn empty_picture(tree: &usvg::Tree, scale: f64) -> Result<Pixmap, String> {
    let wide = (f64::from(tree.size().width()) * scale).ceil();
    let high = (f64::from(tree.size().height()) * scale).ceil();
    if wide >= 1.0 && high >= 1.0 && wide * high <= MOST_PIXELS {
        let pixels = Pixmap::new(wide as u32, high as u32);
        return Ok(pixels.ok_or("the picture is too large")?);
    }
    Err(format!(
        "a picture of {wide} by {high} pixels cannot be made; choose another --scale or --width"
    ))
}
