//! Matrices that are learnt, and what is done with them.

use crate::perceptron::Chance;
use ndarray::linalg::general_mat_mul;
use ndarray::{ArrayView2, ArrayViewMut2};

/// A matrix that is learnt, row after row.
#[derive(Debug)]
pub(super) struct Param {
    /// How many numbers go in, where it is multiplied with.
    pub(super) rows: usize,
    /// How many come out.
    pub(super) columns: usize,
    /// The numbers.
    pub(super) values: Vec<f32>,
    /// How the loss rises with each.
    pub(super) slopes: Vec<f32>,
    /// The mean of the latest slopes.
    first: Vec<f32>,
    /// The mean of their squares.
    second: Vec<f32>,
}

impl Param {
    /// Starts with small random numbers, below `size` either way.
    pub(super) fn new(rows: usize, columns: usize, size: f32, chance: &mut Chance) -> Param {
        let mut random = || (chance.below(20_001) as f32 / 10_000.0 - 1.0) * size;
        Param {
            rows,
            columns,
            values: (0..rows * columns).map(|_| random()).collect(),
            slopes: vec![0.0; rows * columns],
            first: vec![0.0; rows * columns],
            second: vec![0.0; rows * columns],
        }
    }

    /// A matrix for products, its numbers fit for its size.
    pub(super) fn dense(rows: usize, columns: usize, gain: f32, chance: &mut Chance) -> Param {
        Param::new(rows, columns, gain * (3.0 / rows as f32).sqrt(), chance)
    }

    /// Returns a row.
    pub(super) fn row(&self, row: usize) -> &[f32] {
        &self.values[row * self.columns..(row + 1) * self.columns]
    }

    /// Returns the slopes of a row.
    pub(super) fn slope_row(&mut self, row: usize) -> &mut [f32] {
        &mut self.slopes[row * self.columns..(row + 1) * self.columns]
    }

    /// Goes a step down the slopes (Adam), and forgets them.
    pub(super) fn step(&mut self, rate: f32, scale: f32, time: i32) {
        const FIRST: f32 = 0.9;
        const SECOND: f32 = 0.98;
        let rate = rate * (1.0 - SECOND.powi(time)).sqrt() / (1.0 - FIRST.powi(time));
        let moments = self.first.iter_mut().zip(&mut self.second);
        for ((value, slope), (first, second)) in
            self.values.iter_mut().zip(&mut self.slopes).zip(moments)
        {
            let s = *slope * scale;
            *first = FIRST * *first + (1.0 - FIRST) * s;
            *second = SECOND * *second + (1.0 - SECOND) * s * s;
            *value -= rate * *first / (second.sqrt() + 1e-8);
            *slope = 0.0;
        }
    }

    /// Returns the sum of the squares of the slopes.
    pub(super) fn steepness(&self) -> f32 {
        self.slopes.iter().map(|s| s * s).sum()
    }
}

fn view(values: &[f32], rows: usize, columns: usize) -> ArrayView2<'_, f32> {
    ArrayView2::from_shape((rows, columns), values).expect("sizes fit")
}

fn view_mut(values: &mut [f32], rows: usize, columns: usize) -> ArrayViewMut2<'_, f32> {
    ArrayViewMut2::from_shape((rows, columns), values).expect("sizes fit")
}

/// Returns `a` (so many rows) times the matrix.
pub(super) fn times(a: &[f32], rows: usize, matrix: &Param) -> Vec<f32> {
    let mut out = vec![0.0; rows * matrix.columns];
    general_mat_mul(
        1.0,
        &view(a, rows, matrix.rows),
        &view(&matrix.values, matrix.rows, matrix.columns),
        0.0,
        &mut view_mut(&mut out, rows, matrix.columns),
    );
    out
}

/// Takes the slopes of a product back to its matrix, and returns those of what
/// was multiplied.
pub(super) fn back(a: &[f32], rows: usize, matrix: &mut Param, slopes: &[f32]) -> Vec<f32> {
    let mut out = vec![0.0; rows * matrix.rows];
    general_mat_mul(
        1.0,
        &view(slopes, rows, matrix.columns),
        &view(&matrix.values, matrix.rows, matrix.columns).t(),
        0.0,
        &mut view_mut(&mut out, rows, matrix.rows),
    );
    back_matrix(a, rows, matrix, slopes);
    out
}

/// Takes the slopes of a product back to its matrix.
pub(super) fn back_matrix(a: &[f32], rows: usize, matrix: &mut Param, slopes: &[f32]) {
    general_mat_mul(
        1.0,
        &view(a, rows, matrix.rows).t(),
        &view(slopes, rows, matrix.columns),
        1.0,
        &mut view_mut(&mut matrix.slopes, matrix.rows, matrix.columns),
    );
}

/// Adds a row to a row.
pub(super) fn add(to: &mut [f32], from: &[f32]) {
    to.iter_mut().zip(from).for_each(|(to, from)| *to += from);
}
