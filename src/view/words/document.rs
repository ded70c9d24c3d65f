//! Documents: headings, sentences, lists, tables and figures, each sentence with its citations.

use crate::source::Citation;

use crate::view::{Diagram, EntryKind, KnotPicture, MatrixPicture, ScalePicture, Who};

/// A text with a title and sections.
#[derive(Debug, Clone, Default)]
pub struct Document {
    /// The finding, or what the text is about.
    pub title: String,
    /// What a reader must know of the text itself, each with its label: the day, the goal, the sources.
    pub about: Vec<(String, Line)>,
    /// The sentences before the first heading.
    pub lead: Vec<Line>,
    /// The sections.
    pub sections: Vec<Section>,
    /// Whether it is to take as little paper as can be read with ease.
    pub compact: bool,
}

/// A heading with what stands under it.
#[derive(Debug, Clone)]
pub struct Section {
    /// The heading.
    pub heading: String,
    /// What stands under it.
    pub blocks: Vec<Block>,
    /// Whether it begins a page of its own on paper.
    pub turns_page: bool,
    /// Whether it is read before the contents of a long text.
    pub leads: bool,
    /// How it stands on a page.
    pub place: Place,
}

/// How a section stands on a page that has columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Place {
    /// Across the page, under its heading.
    #[default]
    Across,
    /// Across the page; the picture in it says what the heading says.
    Bare,
    /// Beside others, in a column.
    Column,
    /// Across the page, at its foot.
    Foot,
}

/// A part of a section.
#[derive(Debug, Clone)]
pub enum Block {
    /// A sentence or two.
    Say(Line),
    /// A paragraph of several sentences, each with its own citations.
    Tell(Vec<Line>),
    /// A list.
    Items(Vec<Item>),
    /// A list in which the order matters: first this, then that.
    Steps(Vec<Item>),
    /// A table.
    Table(Table),
    /// A drawing.
    Figure(std::boxed::Box<Figure>),
    /// Room to write on paper: a label with so many empty lines.
    WriteIn(String, usize),
}

/// A list item with what stands below it.
#[derive(Debug, Clone)]
pub struct Item {
    /// The item itself.
    pub line: Line,
    /// Items below it.
    pub below: Vec<Item>,
}

/// Whose words a sentence rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum WhoseWords {
    /// A party's own.
    Stated,
    /// A source's, about somebody.
    Reported,
    /// Ours: it follows from the model.
    #[default]
    Derived,
}

/// A sentence with its citations.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Line {
    /// The words.
    pub words: String,
    /// Where they come from.
    pub cites: Vec<Citation>,
    /// Where each part of a sentence comes from that says several things: a short text keeps one citation of each.
    pub parts: Vec<Vec<Citation>>,
    /// Whose words they rest on.
    pub whose: WhoseWords,
    /// The mark before it, by which it is found again in a picture.
    pub sign: Option<Box<Sign>>,
}

/// A mark before a sentence. What it says, the words or the letters beside it say too, for whoever cannot see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Sign {
    /// Keys: the letters of what they open in a picture, and who holds each.
    Keys(Vec<(String, Vec<Who>)>),
    /// A party, hollow where it has not been heard.
    Party {
        /// Who.
        who: Who,
        /// Whether it has spoken.
        has_spoken: bool,
    },
    /// What kind of word it is, and whose.
    Stance(EntryKind, Who),
}

impl Sign {
    /// The letters of its keys as they stand before a sentence where no mark can: `(a, c)`.
    pub fn letters(&self) -> Option<String> {
        match self {
            Self::Keys(keys) => {
                let letters: Vec<&str> = keys.iter().map(|(letter, _)| letter.as_str()).collect();
                Some(format!("({})", letters.join(", ")))
            }
            Self::Party { .. } | Self::Stance(..) => None,
        }
    }
}

/// Columns and rows.
#[derive(Debug, Clone, Default)]
pub struct Table {
    /// The headings of the columns.
    pub columns: Vec<String>,
    /// The rows; the first cell of each is its heading.
    pub rows: Vec<Vec<Vec<Line>>>,
}

/// A picture with its caption.
#[derive(Debug, Clone)]
pub struct Figure {
    /// Name of the file without its ending.
    pub stem: String,
    /// What is shown.
    pub picture: Picture,
    /// The same answer as boxes and lines, for the formats of graphs.
    pub graph: Option<Diagram>,
    /// The same data as a table; empty where the sentences around the picture say it all.
    pub table: Table,
    /// Whether the text lists the keys of the picture. In a text that does not, letters would be riddles.
    pub has_keys: bool,
}

/// A picture that stands in a text.
#[derive(Debug, Clone)]
pub enum Picture {
    /// What blocks a goal.
    Knots(Box<KnotPicture>),
    /// Issues by parties.
    Matrix(MatrixPicture),
    /// What each says of a number.
    Scale(ScalePicture),
}

impl Figure {
    /// What is shown, as its title and in full.
    pub fn titles(&self) -> (&str, &str) {
        match &self.picture {
            Picture::Knots(picture) => (&picture.title, &picture.description),
            Picture::Matrix(picture) => (&picture.title, &picture.description),
            Picture::Scale(picture) => (&picture.title, &picture.description),
        }
    }
}

impl Line {
    /// A sentence of ours.
    pub fn derived(words: impl Into<String>) -> Self {
        Self {
            words: words.into(),
            whose: WhoseWords::Derived,
            ..Self::default()
        }
    }

    /// The sentence with a mark before it.
    #[must_use]
    pub fn signed(mut self, sign: Option<Sign>) -> Self {
        self.sign = sign.map(Box::new);
        self
    }

    /// The sentence with citations, each once and in order.
    #[must_use]
    pub fn citing<'a>(mut self, cites: impl IntoIterator<Item = &'a Citation>) -> Self {
        self.cites.extend(cites.into_iter().cloned());
        self.cites.sort();
        self.cites.dedup();
        self
    }

    /// The sentence with the citations of each thing that it says.
    #[must_use]
    pub fn citing_each<'a, C>(mut self, parts: impl IntoIterator<Item = C>) -> Self
    where
        C: IntoIterator<Item = &'a Citation>,
    {
        for part in parts {
            let part: Vec<Citation> = part.into_iter().cloned().collect();
            self = self.citing(&part);
            self.parts.push(part);
        }
        self
    }

    /// The sentence with its owner.
    #[must_use]
    pub fn of(mut self, whose: WhoseWords) -> Self {
        self.whose = whose;
        self
    }

    /// As a list item with others below it.
    pub fn above(self, below: impl IntoIterator<Item = Item>) -> Item {
        Item {
            line: self,
            below: below.into_iter().collect(),
        }
    }

    /// As a list item with nothing below it.
    pub fn item(self) -> Item {
        Item {
            line: self,
            below: Vec::new(),
        }
    }
}

impl Item {
    /// A sentence of ours as a list item.
    pub fn derived(words: impl Into<String>) -> Self {
        Line::derived(words).item()
    }
}

impl Document {
    /// A text by its title, the sentences before the first heading, and its sections.
    pub fn of(
        title: impl Into<String>,
        lead: impl IntoIterator<Item = Line>,
        sections: impl IntoIterator<Item = Section>,
    ) -> Self {
        Self {
            title: title.into(),
            lead: lead.into_iter().collect(),
            sections: sections.into_iter().collect(),
            ..Self::default()
        }
    }
}

impl Block {
    /// A picture with its caption.
    pub(in crate::view) fn figure(figure: Figure) -> Self {
        Self::Figure(std::boxed::Box::new(figure))
    }

    /// Shows every sentence of the block.
    fn each_line(&mut self, see: &mut dyn FnMut(&mut Line)) {
        match self {
            Self::Say(line) => see(line),
            Self::Tell(lines) => lines.iter_mut().for_each(see),
            Self::Items(list) | Self::Steps(list) => {
                list.iter_mut().for_each(|item| item.each_line(see));
            }
            Self::Table(table) => table.each_line(see),
            Self::Figure(figure) => figure.table.each_line(see),
            Self::WriteIn(..) => {}
        }
    }
}

impl Item {
    fn each_line(&mut self, see: &mut dyn FnMut(&mut Line)) {
        see(&mut self.line);
        self.below.iter_mut().for_each(|item| item.each_line(see));
    }
}

/// So many list items of one section are read; what is beyond them is told by its number.
const MOST_ITEMS: usize = 60;

/// Items as far as there is room for them, and how many are left out, those below them counted.
fn cut(items: &mut Vec<Item>, room: &mut usize) -> usize {
    let fits = items.len().min(*room);
    let mut left_out: usize = items[fits..].iter().map(Item::count).sum();
    items.truncate(fits);
    let mut kept = 0;
    for item in items.iter_mut() {
        if *room == 0 {
            break;
        }
        *room -= 1;
        left_out += cut(&mut item.below, room);
        kept += 1;
    }
    left_out += items[kept..].iter().map(Item::count).sum::<usize>();
    items.truncate(kept);
    left_out
}

impl Item {
    /// How many items it is, those below it counted.
    fn count(&self) -> usize {
        1 + self.below.iter().map(Self::count).sum::<usize>()
    }
}

impl Table {
    fn each_line(&mut self, see: &mut dyn FnMut(&mut Line)) {
        self.rows.iter_mut().flatten().flatten().for_each(see);
    }
}

impl Document {
    /// The pictures in it.
    pub fn figures(&self) -> impl Iterator<Item = &Figure> {
        let blocks = self.sections.iter().flat_map(|section| &section.blocks);
        blocks.filter_map(|block| match block {
            Block::Figure(figure) => Some(figure.as_ref()),
            Block::Say(_)
            | Block::Tell(_)
            | Block::Items(_)
            | Block::Steps(_)
            | Block::Table(_)
            | Block::WriteIn(..) => None,
        })
    }

    /// How many words a reader reads before a section: titles, sentences and cells, without citations.
    pub(in crate::view) fn words_before(&mut self, heading: &str) -> usize {
        let before = self.sections.iter().position(|one| one.heading == heading);
        let mut words = count_words(&self.title);
        for line in &self.lead {
            words += count_words(&line.words);
        }
        let end = before.unwrap_or(self.sections.len());
        for section in &mut self.sections[..end] {
            words += count_words(&section.heading);
            section.each_line(&mut |line| words += count_words(&line.words));
        }
        words
    }
}

fn count_words(text: &str) -> usize {
    text.split_whitespace().count()
}

impl Section {
    /// The section with no more list items than a reader reads; the last one says how many there are beside them.
    #[must_use]
    pub(in crate::view) fn cut(mut self) -> Self {
        let mut room = MOST_ITEMS;
        for block in &mut self.blocks {
            let Block::Items(items) = block else { continue };
            let left_out = cut(items, &mut room);
            if left_out > 0 {
                let more = format!("And {left_out} lines more, which `--format json` has.");
                items.push(Item::derived(more));
            }
        }
        self
    }

    /// Shows every sentence of the section, those of lists and tables too.
    pub fn each_line(&mut self, see: &mut dyn FnMut(&mut Line)) {
        self.blocks
            .iter_mut()
            .for_each(|block| block.each_line(see));
    }

    /// A section with blocks.
    pub fn new(heading: impl Into<String>, blocks: Vec<Block>) -> Self {
        Self {
            heading: heading.into(),
            blocks,
            turns_page: false,
            leads: false,
            place: Place::Across,
        }
    }

    /// The section as it stands on a page with columns.
    #[must_use]
    pub fn placed(mut self, place: Place) -> Self {
        self.place = place;
        self
    }

    /// The section at the top of a new page.
    #[must_use]
    pub fn on_a_new_page(mut self) -> Self {
        self.turns_page = true;
        self
    }

    /// The section before the contents of a long text.
    #[must_use]
    pub fn leading(mut self) -> Self {
        self.leads = true;
        self
    }

    /// A section with one list; `None` where the list is empty.
    pub fn of_items(heading: impl Into<String>, items: Vec<Item>) -> Option<Self> {
        (!items.is_empty()).then(|| Self::new(heading, vec![Block::Items(items)]))
    }

    /// A section for each list that is not empty.
    pub(in crate::view) fn of_lists<H: Into<String>>(
        lists: impl IntoIterator<Item = (H, Vec<Item>)>,
    ) -> Vec<Self> {
        let lists = lists.into_iter();
        lists
            .filter_map(|(heading, items)| Self::of_items(heading, items))
            .collect()
    }
}
