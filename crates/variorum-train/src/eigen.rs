//! The main directions of a cloud of points.
//!
//! The eigenvectors of the covariance by cyclic Jacobi rotations: slow for
//! large matrices, short, and the same on every run.

/// Rotations go on until a sweep changes less than this share of the whole.
const EXACT: f64 = 1e-20;

/// The most sweeps; eight or so are enough.
const SWEEPS: usize = 30;

/// Moves the mean of `rows` (each `width` numbers) to zero and returns them in
/// the `keep` directions in which they differ most.
pub(crate) fn reduce(rows: &[Vec<f32>], width: usize, keep: usize) -> Vec<Vec<f32>> {
    let mut mean = vec![0.0_f64; width];
    for row in rows {
        for (sum, x) in mean.iter_mut().zip(row) {
            *sum += f64::from(*x);
        }
    }
    mean.iter_mut().for_each(|sum| *sum /= rows.len() as f64);
    let centred: Vec<Vec<f64>> = rows
        .iter()
        .map(|row| {
            row.iter()
                .zip(&mean)
                .map(|(x, m)| f64::from(*x) - m)
                .collect()
        })
        .collect();
    let mut covariance = vec![vec![0.0_f64; width]; width];
    for row in &centred {
        for (i, x) in row.iter().enumerate() {
            for (sum, y) in covariance[i].iter_mut().zip(row) {
                *sum += x * y;
            }
        }
    }
    let directions = eigenvectors(covariance);
    centred
        .iter()
        .map(|row| {
            let along = |direction: &Vec<f64>| -> f64 {
                direction.iter().zip(row).map(|(d, x)| d * x).sum()
            };
            directions
                .iter()
                .take(keep)
                .map(|d| along(d) as f32)
                .collect()
        })
        .collect()
}

/// Returns the eigenvectors of a symmetric matrix, largest eigenvalue first.
/// The largest number of each is positive, so that the sign is settled.
fn eigenvectors(mut matrix: Vec<Vec<f64>>) -> Vec<Vec<f64>> {
    let size = matrix.len();
    // Row i is the eigenvector i, so that a rotation works on whole rows.
    let mut vectors: Vec<Vec<f64>> = (0..size)
        .map(|i| (0..size).map(|j| f64::from(u8::from(i == j))).collect())
        .collect();
    let whole: f64 = matrix.iter().flatten().map(|x| x * x).sum();
    for _ in 0..SWEEPS {
        let mut changed = 0.0;
        for p in 0..size {
            for q in p + 1..size {
                changed += matrix[p][q] * matrix[p][q];
                rotate(&mut matrix, &mut vectors, p, q);
            }
        }
        if changed <= whole * EXACT {
            break;
        }
    }
    let mut order: Vec<usize> = (0..size).collect();
    order.sort_by(|&i, &j| matrix[j][j].total_cmp(&matrix[i][i]));
    order
        .into_iter()
        .map(|i| {
            let mut vector = std::mem::take(&mut vectors[i]);
            let largest = vector
                .iter()
                .copied()
                .max_by(|a, b| a.abs().total_cmp(&b.abs()));
            if largest.is_some_and(|x| x < 0.0) {
                vector.iter_mut().for_each(|x| *x = -*x);
            }
            vector
        })
        .collect()
}

/// Turns the plane of the axes `p` and `q` so that they no longer vary
/// together.
fn rotate(matrix: &mut [Vec<f64>], vectors: &mut [Vec<f64>], p: usize, q: usize) {
    let off = matrix[p][q];
    if off == 0.0 {
        return;
    }
    let theta = (matrix[q][q] - matrix[p][p]) / (2.0 * off);
    let t = theta.signum() / (theta.abs() + (theta * theta + 1.0).sqrt());
    let c = 1.0 / (t * t + 1.0).sqrt();
    let s = t * c;
    for row in matrix.iter_mut() {
        let (x, y) = (row[p], row[q]);
        row[p] = c * x - s * y;
        row[q] = s * x + c * y;
    }
    turn_rows(matrix, p, q, c, s);
    turn_rows(vectors, p, q, c, s);
}

/// Turns two rows.
fn turn_rows(rows: &mut [Vec<f64>], p: usize, q: usize, c: f64, s: f64) {
    let (before, after) = rows.split_at_mut(q);
    for (x, y) in before[p].iter_mut().zip(after[0].iter_mut()) {
        (*x, *y) = (c * *x - s * *y, s * *x + c * *y);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_along_a_line_need_one_direction() {
        let rows: Vec<Vec<f32>> = [-2.0, 0.0, 2.0, 4.0]
            .iter()
            .map(|x| vec![*x, 2.0 * x + 1.0])
            .collect();
        let reduced = reduce(&rows, 2, 1);
        let step = 20.0_f32.sqrt();
        for (row, expected) in reduced.iter().zip([-1.5, -0.5, 0.5, 1.5]) {
            assert!((row[0] - expected * step).abs() < 1e-4, "{reduced:?}");
        }
    }
}
