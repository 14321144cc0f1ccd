//! The functions behind `abi::entry`: what compiled code calls.
