//! Points and rectangles, in pixels from the left and from the top.

use std::ops::{Add, Div, Mul, Sub};

/// A rectangle.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Rect {
    /// Left edge.
    pub x: f64,
    /// Upper edge.
    pub y: f64,
    /// Width.
    pub w: f64,
    /// Height.
    pub h: f64,
}

impl Rect {
    /// A rectangle from its left and upper edges, its width and its height.
    pub const fn new(x: f64, y: f64, w: f64, h: f64) -> Self {
        Self { x, y, w, h }
    }

    /// Right edge.
    pub fn right(&self) -> f64 {
        self.x + self.w
    }

    /// Lower edge.
    pub fn bottom(&self) -> f64 {
        self.y + self.h
    }

    /// The upper left corner.
    pub fn corner(&self) -> Point {
        Point::new(self.x, self.y)
    }

    /// The point in its middle.
    pub fn middle(&self) -> Point {
        Point::new(self.x + self.w / 2.0, self.y + self.h / 2.0)
    }

    /// Whether two rectangles share an area.
    pub fn overlaps(&self, other: &Self) -> bool {
        self.x < other.right()
            && other.x < self.right()
            && self.y < other.bottom()
            && other.y < self.bottom()
    }

    /// The same so much further left and so much further up.
    pub(super) fn back_by(self, way: Point) -> Self {
        Self {
            x: self.x - way.x,
            y: self.y - way.y,
            ..self
        }
    }

    pub(super) fn to_half_pixels(self) -> Self {
        Self {
            x: half(self.x),
            y: half(self.y),
            w: half(self.w),
            h: half(self.h),
        }
    }
}

/// A point; also the way from one point to another.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Point {
    /// From the left.
    pub x: f64,
    /// From the top.
    pub y: f64,
}

impl Point {
    /// A point so far from the left and so far from the top.
    pub const fn new(x: f64, y: f64) -> Self {
        Self { x, y }
    }

    /// A point so much further right and so much further down.
    pub fn shifted(self, right: f64, down: f64) -> Self {
        Self::new(self.x + right, self.y + down)
    }

    /// How long a way is; never so short that nothing could be divided by it.
    pub fn length(self) -> f64 {
        self.x.hypot(self.y).max(1e-9)
    }

    /// The way that lies across, a quarter turn from this one.
    pub fn across(self) -> Self {
        Self::new(-self.y, self.x)
    }

    pub(super) fn to_half_pixels(self) -> Self {
        Self::new(half(self.x), half(self.y))
    }
}

impl Add for Point {
    type Output = Self;

    fn add(self, way: Self) -> Self {
        Self::new(self.x + way.x, self.y + way.y)
    }
}

impl Sub for Point {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        Self::new(self.x - other.x, self.y - other.y)
    }
}

impl Mul<f64> for Point {
    type Output = Self;

    fn mul(self, times: f64) -> Self {
        Self::new(self.x * times, self.y * times)
    }
}

impl Div<f64> for Point {
    type Output = Self;

    fn div(self, by: f64) -> Self {
        Self::new(self.x / by, self.y / by)
    }
}

fn half(value: f64) -> f64 {
    (value * 2.0).round() / 2.0
}
