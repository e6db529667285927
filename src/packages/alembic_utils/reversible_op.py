from _limbeck.entities import CreateOp, DropOp, ReplaceOp, RevertOp, ReversibleOp
