//! Sums of products of small integers, as many at once as the processor can.
//!
//! # What holds
//! - The same on every processor: the sums are of integers.

/// A multiplication that is to be done.
pub(super) struct Product<'a> {
    /// How many numbers go in.
    pub(super) inputs: usize,
    /// The weights of a number that comes out, then of the next.
    pub(super) weights: &'a [i16],
    /// The factor of each number that comes out.
    pub(super) factors: &'a [f32],
    /// Vectors, one after the other.
    pub(super) input: &'a [i16],
    /// What comes out for each, one after the other.
    pub(super) out: &'a mut [f32],
}

impl Product<'_> {
    /// Does it.
    pub(super) fn fill(self) {
        #[cfg(target_arch = "x86_64")]
        if let Some(v3) = pulp::x86::V3::try_new()
            && self.inputs.is_multiple_of(wide::LANES)
        {
            return v3.vectorize(wide::OnV3 { v3, product: self });
        }
        let vectors = self.input.chunks_exact(self.inputs);
        for (vector, out) in vectors.zip(self.out.chunks_exact_mut(self.factors.len())) {
            let rows = self.weights.chunks_exact(self.inputs).zip(self.factors);
            for (out, (row, factor)) in out.iter_mut().zip(rows) {
                *out = fraction(dot(row, vector)) * factor;
            }
        }
    }
}

/// Runs loops that are written out in `run`, compiled for the widest numbers
/// that the processor has.
#[expect(
    clippy::inline_always,
    reason = "compiled for the processor of its caller"
)]
#[inline(always)]
pub(super) fn widely(run: impl FnOnce()) {
    #[cfg(target_arch = "x86_64")]
    if let Some(v3) = pulp::x86::V3::try_new() {
        return v3.vectorize(wide::Run(run));
    }
    run();
}

#[expect(
    clippy::cast_precision_loss,
    reason = "what is lost is finer than the rounding of the weights"
)]
fn fraction(sum: i32) -> f32 {
    sum as f32
}

/// How many products are added up before the sum is: a number known when the
/// program is built, so that the processor multiplies eight at once (twice as
/// fast as one loop over all, measured in a function of its own: within a
/// larger one the compiler takes them one by one).
const LANES: usize = 32;

/// Returns the sum of the products.
#[inline(never)]
fn dot(a: &[i16], b: &[i16]) -> i32 {
    let ((a, a_rest), (b, b_rest)) = (a.as_chunks::<LANES>(), b.as_chunks::<LANES>());
    let mut sum = rest(a_rest, b_rest);
    for (a, b) in a.iter().zip(b) {
        let mut lanes = 0_i32;
        for at in 0..LANES {
            lanes = lanes.wrapping_add(i32::from(a[at]) * i32::from(b[at]));
        }
        sum = sum.wrapping_add(lanes);
    }
    sum
}

/// Returns the sum of the products of what fills no row of lanes.
fn rest(a: &[i16], b: &[i16]) -> i32 {
    a.iter().zip(b).fold(0_i32, |sum, (a, b)| {
        sum.wrapping_add(i32::from(*a) * i32::from(*b))
    })
}

/// Sixteen at once, on processors of the last ten years.
#[cfg(target_arch = "x86_64")]
mod wide {
    use super::{Product, fraction};
    use pulp::bytemuck::cast;
    use pulp::x86::V3;
    use pulp::{NullaryFnOnce, i16x16, i32x8};

    /// How many numbers are multiplied at once.
    pub(super) const LANES: usize = 16;

    /// How many rows of numbers are: sums of lanes are added up together, since
    /// one alone takes as long as its products.
    const AT_ONCE: usize = 4;

    /// A row of numbers.
    type Row<'a> = &'a [[i16; LANES]];

    /// A multiplication on a processor that has the instructions.
    pub(super) struct OnV3<'a> {
        pub(super) v3: V3,
        pub(super) product: Product<'a>,
    }

    impl NullaryFnOnce for OnV3<'_> {
        type Output = ();

        #[inline(always)]
        fn call(self) {
            let OnV3 { v3, product } = self;
            let (inputs, outputs) = (product.inputs / LANES, product.factors.len());
            let weights = product.weights.as_chunks().0;
            let vectors = product.input.as_chunks().0.chunks(inputs * AT_ONCE);
            for (vectors, out) in vectors.zip(product.out.chunks_mut(outputs * AT_ONCE)) {
                if vectors.len() == inputs * AT_ONCE {
                    four_vectors(v3, weights, product.factors, vectors, out);
                } else {
                    let vectors = vectors.chunks_exact(inputs);
                    for (vector, out) in vectors.zip(out.chunks_exact_mut(outputs)) {
                        one_vector(v3, weights, product.factors, vector, out);
                    }
                }
            }
        }
    }

    /// Multiplies four vectors, so that each weight is fetched once for all.
    #[inline(always)]
    fn four_vectors(v3: V3, weights: Row, factors: &[f32], vectors: Row, out: &mut [f32]) {
        let inputs = vectors.len() / AT_ONCE;
        let vectors = std::array::from_fn(|at| &vectors[at * inputs..][..inputs]);
        let (first, out) = out.split_at_mut(factors.len());
        let (second, out) = out.split_at_mut(factors.len());
        let (third, fourth) = out.split_at_mut(factors.len());
        let out = first
            .iter_mut()
            .zip(second)
            .zip(third.iter_mut().zip(fourth));
        let rows = weights.chunks_exact(inputs).zip(factors);
        for (((first, second), (third, fourth)), (row, factor)) in out.zip(rows) {
            let sums = sums(v3, [row; AT_ONCE], vectors);
            *first = fraction(sums[0]) * factor;
            *second = fraction(sums[1]) * factor;
            *third = fraction(sums[2]) * factor;
            *fourth = fraction(sums[3]) * factor;
        }
    }

    /// Multiplies one vector by four rows of weights at a time.
    #[inline(always)]
    fn one_vector(v3: V3, weights: Row, factors: &[f32], vector: Row, out: &mut [f32]) {
        let inputs = vector.len();
        let rows = weights.chunks(inputs * AT_ONCE);
        let outputs = out.chunks_mut(AT_ONCE).zip(factors.chunks(AT_ONCE));
        for (rows, (out, factors)) in rows.zip(outputs) {
            // Past the last row, the first is multiplied in vain.
            let row = |at| rows.get(at * inputs..(at + 1) * inputs);
            let rows = std::array::from_fn(|at| row(at).unwrap_or(&rows[..inputs]));
            let sums = sums(v3, rows, [vector; AT_ONCE]);
            for ((out, sum), factor) in out.iter_mut().zip(sums).zip(factors) {
                *out = fraction(sum) * factor;
            }
        }
    }

    /// Returns the sums of the products of four pairs of rows of one length.
    #[inline(always)]
    fn sums(v3: V3, a: [Row; AT_ONCE], b: [Row; AT_ONCE]) -> [i32; AT_ONCE] {
        let mut sums = [i32x8(0, 0, 0, 0, 0, 0, 0, 0); AT_ONCE];
        let first = a[0].iter().zip(b[0]).zip(a[1].iter().zip(b[1]));
        let second = a[2].iter().zip(b[2]).zip(a[3].iter().zip(b[3]));
        for ((pair0, pair1), (pair2, pair3)) in first.zip(second) {
            for (sum, (a, b)) in sums.iter_mut().zip([pair0, pair1, pair2, pair3]) {
                let (a, b): (i16x16, i16x16) = (cast(*a), cast(*b));
                let pairs = v3.multiply_wrapping_add_adjacent_i16x16(a, b);
                *sum = v3.wrapping_add_i32x8(*sum, pairs);
            }
        }
        let [first, second, third, fourth] = sums.map(cast);
        let pairs = (
            v3.avx2._mm256_hadd_epi32(first, second),
            v3.avx2._mm256_hadd_epi32(third, fourth),
        );
        let halves: [i32; 8] = cast(v3.avx2._mm256_hadd_epi32(pairs.0, pairs.1));
        std::array::from_fn(|at| halves[at].wrapping_add(halves[at + AT_ONCE]))
    }

    /// What is run on such a processor.
    pub(super) struct Run<F>(pub(super) F);

    impl<F: FnOnce()> NullaryFnOnce for Run<F> {
        type Output = ();

        #[inline(always)]
        fn call(self) {
            (self.0)();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_sums_are_the_same_on_every_processor(
            vectors in 0usize..10,
            weights in proptest::collection::vec(-127i16..=127, 32 * 7),
            numbers in proptest::collection::vec(any::<i16>(), 32 * 10),
        ) {
            let input = &numbers[..32 * vectors];
            let mut out = vec![0.0; vectors * 7];
            Product {
                inputs: 32,
                weights: &weights,
                factors: &[0.5; 7],
                input,
                out: &mut out,
            }
            .fill();
            let singly = input.chunks(32).flat_map(|vector| {
                weights.chunks(32).map(move |row| fraction(dot(row, vector)) * 0.5)
            });
            prop_assert_eq!(out, singly.collect::<Vec<_>>());
        }
    }
}
