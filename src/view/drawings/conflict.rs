//! What drawings take from a conflict: the sets of positions that exclude each other, and the orders that do.

use crate::analysis::{Conflict, ConflictKind, Order, Stated};

/// The sets of positions that exclude each other.
pub(super) fn exclusive_sets(conflict: &Conflict) -> &[Vec<Stated>] {
    if let ConflictKind::Incompatible(clash) = &conflict.kind {
        clash.conflicting_sets.items()
    } else {
        &[]
    }
}

/// The order of one party, and the opposite order of another.
pub(super) fn opposite_orders(conflict: &Conflict) -> Option<&[Order; 2]> {
    if let ConflictKind::Sequence { orders } = &conflict.kind {
        Some(orders)
    } else {
        None
    }
}
