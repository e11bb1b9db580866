//! Sums of products of small integers, as many at once as the processor can.
//!
//! # What holds
//! - The same on every processor: the sums are of integers.

use pulp::bytemuck::{Pod, Zeroable, cast_slice};

/// How many numbers that come out have their weights side by side.
const ROW: usize = 32;

/// Two numbers that go in, or their weights.
type Pair = [i16; 2];

/// Weights in the order in which they are multiplied: for every [`ROW`] numbers that
/// come out, for each pair of numbers that go in, the weights of the pair for each. So
/// each lane of a processor adds up a number of its own, and none are added up across.
#[derive(Debug)]
pub(super) struct Weights {
    /// How many pairs of numbers go in.
    pairs: usize,
    packed: Vec<[Pair; ROW]>,
    /// The factor of each number that comes out.
    factors: Vec<f32>,
}

impl Weights {
    /// Takes the weights of a number that comes out, then of the next, `inputs` each: an
    /// even number, not 0; and the factor of each number that comes out.
    pub(super) fn new(inputs: usize, weights: &[u8], factors: Vec<f32>) -> Weights {
        let pairs = inputs / 2;
        let rows: Vec<&[[u8; 2]]> = weights
            .chunks_exact(inputs)
            .map(|row| row.as_chunks().0)
            .collect();
        let pair = |row: &&[[u8; 2]], at: usize| row[at].map(|w| i16::from(w.cast_signed()));
        let packed = rows.chunks(ROW).flat_map(|rows| {
            (0..pairs).map(|at| {
                std::array::from_fn(|lane| rows.get(lane).map_or([0; 2], |row| pair(row, at)))
            })
        });
        Weights {
            pairs,
            packed: packed.collect(),
            factors,
        }
    }

    /// How many numbers go in.
    pub(super) fn inputs(&self) -> usize {
        self.pairs * 2
    }

    /// How many numbers come out.
    pub(super) fn outputs(&self) -> usize {
        self.factors.len()
    }

    /// Multiplies vectors, one after the other in `input`; `out` is filled with what
    /// comes out for each.
    pub(super) fn times(&self, input: &[i16], out: &mut [f32]) {
        let vectors = input.as_chunks().0;
        #[cfg(target_arch = "x86_64")]
        if let Some(v4) = pulp::x86::V4::try_new() {
            return v4.vectorize(wide::Run(
                #[inline(always)]
                || self.fill::<_, 2, 8>(v4, vectors, out),
            ));
        }
        #[cfg(target_arch = "x86_64")]
        if let Some(v3) = pulp::x86::V3::try_new() {
            return v3.vectorize(wide::Run(
                #[inline(always)]
                || self.fill::<_, 4, 2>(v3, vectors, out),
            ));
        }
        self.fill::<_, 1, 1>(Any, vectors, out);
    }

    /// Multiplies `MANY` vectors at a time on a processor that multiplies [`ROW`] pairs
    /// in `PARTS` parts. Each row of weights stays near while all vectors pass it.
    #[expect(
        clippy::inline_always,
        reason = "compiled for the processor of its caller"
    )]
    #[inline(always)]
    fn fill<P: Processor, const PARTS: usize, const MANY: usize>(
        &self,
        processor: P,
        vectors: &[Pair],
        out: &mut [f32],
    ) {
        let (pairs, outputs) = (self.pairs, self.outputs());
        let rows = self.packed.chunks_exact(pairs);
        for (row, (weights, factors)) in rows.zip(self.factors.chunks(ROW)).enumerate() {
            let weights = cast_slice(weights).as_chunks().0;
            let mut write = |vector: usize, sums: &[P::Sums]| {
                let out = &mut out[vector * outputs + row * ROW..][..factors.len()];
                let sums = cast_slice(sums).iter().zip(factors);
                for (out, (sum, factor)) in out.iter_mut().zip(sums) {
                    *out = fraction(*sum) * factor;
                }
            };
            let many = vectors.chunks_exact(pairs * MANY);
            let done = vectors.len() / pairs / MANY * MANY;
            for (nth, rest) in many.remainder().chunks_exact(pairs).enumerate() {
                let [sums] = sums::<P, PARTS, 1>(processor, weights, rest);
                write(done + nth, &sums);
            }
            for (nth, many) in many.enumerate() {
                let sums = sums::<P, PARTS, MANY>(processor, weights, many);
                for (at, sums) in sums.iter().enumerate() {
                    write(nth * MANY + at, sums);
                }
            }
        }
    }
}

/// Returns the sums of a row's products with each of several vectors.
#[expect(
    clippy::inline_always,
    reason = "compiled for the processor of its caller"
)]
#[inline(always)]
fn sums<P: Processor, const PARTS: usize, const MANY: usize>(
    processor: P,
    weights: &[[P::Weights; PARTS]],
    vectors: &[Pair],
) -> [[P::Sums; PARTS]; MANY] {
    let mut sums = [[P::Sums::zeroed(); PARTS]; MANY];
    let vectors: [&[Pair]; MANY] =
        std::array::from_fn(|at| &vectors[at * weights.len()..][..weights.len()]);
    for (at, weights) in weights.iter().enumerate() {
        for (sums, vector) in sums.iter_mut().zip(vectors) {
            for (sums, weights) in sums.iter_mut().zip(weights) {
                *sums = processor.add_products(*sums, *weights, vector[at]);
            }
        }
    }
    sums
}

/// A processor, by how many pairs it multiplies at once.
trait Processor: Copy {
    /// The weights of so many pairs.
    type Weights: Pod;
    /// As many sums of products.
    type Sums: Pod;

    /// Adds to each sum the products of a pair with its weights.
    fn add_products(self, sums: Self::Sums, weights: Self::Weights, pair: Pair) -> Self::Sums;
}

/// Any processor: the compiler does what it can.
#[derive(Clone, Copy)]
struct Any;

impl Processor for Any {
    type Weights = [Pair; ROW];
    type Sums = [i32; ROW];

    fn add_products(self, sums: Self::Sums, weights: Self::Weights, [x, y]: Pair) -> Self::Sums {
        std::array::from_fn(|lane| {
            let [p, q] = weights[lane].map(i32::from);
            let products = (p * i32::from(x)).wrapping_add(q * i32::from(y));
            sums[lane].wrapping_add(products)
        })
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
    if let Some(v4) = pulp::x86::V4::try_new() {
        return v4.vectorize(wide::Run(run));
    }
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

/// Eight pairs at once, on processors of the last ten years, or sixteen.
#[cfg(target_arch = "x86_64")]
mod wide {
    use super::{Pair, Processor};
    use pulp::bytemuck::cast;
    use pulp::x86::{V3, V4};
    use pulp::{NullaryFnOnce, i32x8, i32x16};

    impl Processor for V3 {
        type Weights = [Pair; 8];
        type Sums = i32x8;

        #[inline(always)]
        fn add_products(self, sums: i32x8, weights: [Pair; 8], pair: Pair) -> i32x8 {
            let pairs = cast(self.splat_i32x8(cast(pair)));
            let products = self.multiply_wrapping_add_adjacent_i16x16(cast(weights), pairs);
            self.wrapping_add_i32x8(sums, products)
        }
    }

    impl Processor for V4 {
        type Weights = [Pair; 16];
        type Sums = i32x16;

        #[inline(always)]
        fn add_products(self, sums: i32x16, weights: [Pair; 16], pair: Pair) -> i32x16 {
            let pairs = cast(self.splat_i32x16(cast(pair)));
            let products = self.multiply_wrapping_add_adjacent_i16x32(cast(weights), pairs);
            cast(self.avx512f._mm512_add_epi32(cast(sums), cast(products)))
        }
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
            vectors in 0usize..20,
            weights in proptest::collection::vec(any::<u8>(), 10 * 70),
            numbers in proptest::collection::vec(any::<i16>(), 10 * 20),
        ) {
            let weights = Weights::new(10, &weights, vec![0.5; 70]);
            let input = &numbers[..10 * vectors];
            let (mut out, mut any) = (vec![0.0; vectors * 70], vec![0.0; vectors * 70]);
            weights.times(input, &mut out);
            weights.fill::<_, 1, 1>(Any, input.as_chunks().0, &mut any);
            prop_assert_eq!(&out, &any);
            #[cfg(target_arch = "x86_64")]
            if let Some(v3) = pulp::x86::V3::try_new() {
                let mut on_v3 = vec![0.0; vectors * 70];
                weights.fill::<_, 4, 2>(v3, input.as_chunks().0, &mut on_v3);
                prop_assert_eq!(on_v3, any);
            }
        }
    }
}
