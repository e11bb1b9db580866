//! The encoder: what a sentence says, as a vector.
//!
//! A small neural network of the BERT family that was trained to set sentences
//! that say alike near each other, such as all-MiniLM-L6-v2. It is optional:
//! who wants it gives its folder, and what compares sentences has one more
//! thing to go by.
//!
//! # Steps
//! - **Folder.** A folder as it is, or a model's name in the hub's cache.
//!   Nothing is ever downloaded.
//! - **Pieces.** The text is cut into the word pieces that the network knows.
//! - **Vector.** The mean of the network's last states, brought to norm 1.
//!
//! # What holds
//! - A text's vector is a function of the text and the folder's files: not of
//!   the texts that are encoded with it, nor of the number of threads.
//! - Whatever is wrong with a folder is told when it is loaded, with the file's
//!   name; an encoder that is loaded encodes any text.
//!
//! # What this crate leaves to others
//! What a likeness of vectors is worth: that is weighed where statements are
//! compared.

mod bert;
mod error;
mod folder;
mod pieces;

pub use bert::Encoder;
pub use error::EncoderError;
