//! PNG: our own SVG drawn with our own fonts, so that every machine gives the same pixels.

use std::sync::{Arc, OnceLock};

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{self, fontdb};

use crate::layout::{FONTS, Placed};
use crate::view::Diagram;

use super::PictureSize;

/// Most pixels of a picture: four bytes each.
const MOST_PIXELS: f64 = 100_000_000.0;

/// The family under which the drawings ask for the shipped font.
const FAMILY: &str = "Inter";

fn fonts() -> Arc<fontdb::Database> {
    static LOADED: OnceLock<Arc<fontdb::Database>> = OnceLock::new();
    let load = || {
        let mut fonts = fontdb::Database::new();
        for (font, weight) in FONTS
            .into_iter()
            .zip([fontdb::Weight::NORMAL, fontdb::Weight::BOLD])
        {
            // Both cuts under one family name, so that a weight finds its cut.
            for id in fonts.load_font_source(fontdb::Source::Binary(Arc::new(font))) {
                let Some(mut face) = fonts.face(id).cloned() else {
                    continue;
                };
                fonts.remove_face(id);
                face.families
                    .iter_mut()
                    .for_each(|(name, _)| *name = FAMILY.to_owned());
                face.weight = weight;
                fonts.push_face_info(face);
            }
        }
        fonts.set_sans_serif_family(FAMILY);
        Arc::new(fonts)
    };
    LOADED.get_or_init(load).clone()
}

/// Draws a diagram as a picture.
///
/// # Errors
/// Where the picture would be too large for a screen or a page.
pub(super) fn png(
    diagram: &Diagram,
    placed: &Placed,
    size: PictureSize,
) -> Result<Vec<u8>, String> {
    let options = usvg::Options {
        fontdb: fonts(),
        font_family: FAMILY.to_owned(),
        ..usvg::Options::default()
    };
    let tree = usvg::Tree::from_str(&super::svg::svg_placed(diagram, placed), &options)
        .map_err(|error| format!("the drawing cannot be drawn: {error}"))?;
    let (w, h) = (
        f64::from(tree.size().width()),
        f64::from(tree.size().height()),
    );
    let scale = size.width.map_or(size.scale, |width| f64::from(width) / w);
    let (wide, high) = ((w * scale).ceil(), (h * scale).ceil());
    if !(wide >= 1.0 && high >= 1.0 && wide * high <= MOST_PIXELS) {
        return Err(format!(
            "a picture of {wide} by {high} pixels cannot be made; choose another --scale or --width"
        ));
    }
    let mut pixels = Pixmap::new(wide as u32, high as u32).ok_or("the picture is too large")?;
    resvg::render(
        &tree,
        Transform::from_scale(scale as f32, scale as f32),
        &mut pixels.as_mut(),
    );
    pixels
        .encode_png()
        .map_err(|error| format!("the picture cannot be written: {error}"))
}
