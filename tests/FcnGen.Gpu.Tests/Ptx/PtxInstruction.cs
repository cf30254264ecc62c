namespace FcnGen.Gpu.Tests.Ptx;

/// <summary>
/// One decoded instruction. Operands are slots of the register file that fits their type; immediates and special registers have slots, too,
/// so that executing an instruction never asks what kind an operand is.
/// </summary>
/// <param name="Op">What it does.</param>
/// <param name="Guard">Slot of the predicate that it depends on; -1 for none.</param>
/// <param name="Negated">True if it is executed where the guard is false.</param>
/// <param name="D">Slot of the result; for branches the target.</param>
/// <param name="A">Slot of the first operand, the address of memory accesses.</param>
/// <param name="B">Slot of the second operand.</param>
/// <param name="C">Slot of the third operand.</param>
/// <param name="Offset">Bytes added to the address; for waits the groups that may be pending.</param>
/// <param name="List">Slots of a vector's elements, all vectors of the instruction one after the other; or the targets of an indexed branch.</param>
/// <param name="Size">Bytes of one element in memory.</param>
/// <param name="Comparison">What a <c>setp</c> asks.</param>
/// <param name="Text">The statement.</param>
internal readonly record struct PtxInstruction(
    PtxOp Op, int Guard, bool Negated, int D, int A, int B, int C, int Offset, int[] List, int Size, PtxComparison Comparison, string Text)
{
    /// <summary>True if all threads of the warp execute it at once.</summary>
    public bool IsCollective => Op is PtxOp.MatrixMultiply or PtxOp.LoadMatrix or PtxOp.WarpBarrier;

    /// <summary>True if a thread stops in front of it until others arrive.</summary>
    public bool Stops => IsCollective || Op == PtxOp.Barrier;
}

/// <summary>Comparisons; the unordered ones are true if an operand is not a number.</summary>
internal enum PtxComparison
{
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    EqualUnordered,
    NotEqualUnordered,
    LessUnordered,
    LessOrEqualUnordered,
    GreaterUnordered,
    GreaterOrEqualUnordered,
    Numbers,
    NotNumbers,
}
