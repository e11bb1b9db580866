//! Sums of products of small integers, as many at once as the processor can.
//!
//! # What holds
//! - The same on every processor: the sums are of integers.

/// How many vectors are multiplied at once, so that each weight is fetched
/// once for all of them.
const AT_ONCE: usize = 4;

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
        if let Some(v3) = pulp::x86::V3::try_new() {
            return v3.vectorize(wide::OnV3 { v3, product: self });
        }
        self.fill_by(dot);
    }

    #[expect(
        clippy::inline_always,
        reason = "compiled for the processor of its caller"
    )]
    #[inline(always)]
    fn fill_by(self, dot: impl Fn(&[i16], &[i16]) -> i32) {
        let outputs = self.factors.len();
        let inputs = self.input.chunks(self.inputs * AT_ONCE);
        for (input, out) in inputs.zip(self.out.chunks_mut(outputs * AT_ONCE)) {
            let rows = self.weights.chunks_exact(self.inputs);
            for (at, (weights, factor)) in rows.zip(self.factors).enumerate() {
                let vectors = input.chunks_exact(self.inputs);
                for (input, out) in vectors.zip(out.chunks_exact_mut(outputs)) {
                    out[at] = fraction(dot(weights, input)) * factor;
                }
            }
        }
    }
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
    use super::{Product, rest};
    use pulp::bytemuck::cast;
    use pulp::x86::V3;
    use pulp::{NullaryFnOnce, i16x16, i32x8};

    /// A multiplication on a processor that has the instructions.
    pub(super) struct OnV3<'a> {
        pub(super) v3: V3,
        pub(super) product: Product<'a>,
    }

    impl NullaryFnOnce for OnV3<'_> {
        type Output = ();

        #[inline(always)]
        fn call(self) {
            let v3 = self.v3;
            self.product.fill_by(
                #[inline(always)]
                |a, b| dot(v3, a, b),
            );
        }
    }

    /// Returns the sum of the products.
    #[inline(always)]
    fn dot(v3: V3, a: &[i16], b: &[i16]) -> i32 {
        let ((a, a_rest), (b, b_rest)) = (a.as_chunks::<16>(), b.as_chunks::<16>());
        let mut sums = i32x8(0, 0, 0, 0, 0, 0, 0, 0);
        for (a, b) in a.iter().zip(b) {
            let (a, b): (i16x16, i16x16) = (cast(*a), cast(*b));
            let pairs = v3.multiply_wrapping_add_adjacent_i16x16(a, b);
            sums = v3.wrapping_add_i32x8(sums, pairs);
        }
        let sums: [i32; 8] = cast(sums);
        sums.into_iter()
            .fold(rest(a_rest, b_rest), i32::wrapping_add)
    }

    #[cfg(test)]
    mod tests {
        use super::*;
        use proptest::prelude::*;

        proptest! {
            #[test]
            fn the_sum_is_the_same_on_every_processor(
                pairs in proptest::collection::vec((-127i16..=127, any::<i16>()), 0..100)
            ) {
                let (a, b): (Vec<i16>, Vec<i16>) = pairs.into_iter().unzip();
                if let Some(v3) = V3::try_new() {
                    prop_assert_eq!(dot(v3, &a, &b), super::super::dot(&a, &b));
                }
            }
        }
    }
}
