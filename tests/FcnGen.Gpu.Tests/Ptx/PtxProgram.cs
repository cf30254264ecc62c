using System.Collections.Generic;

namespace FcnGen.Gpu.Tests.Ptx;

/// <summary>A parameter of a kernel.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Offset">Bytes from the start of the parameters.</param>
/// <param name="Bytes">Its size.</param>
internal sealed record PtxParameter(string Name, int Offset, int Bytes);

/// <summary>One kernel, decoded.</summary>
internal sealed class PtxProgram
{
    /// <summary>The entry point.</summary>
    public required string Name { get; init; }

    /// <summary>The parameters in order.</summary>
    public required IReadOnlyList<PtxParameter> Parameters { get; init; }

    /// <summary>Bytes of static shared memory.</summary>
    public required int SharedBytes { get; init; }

    /// <summary>Threads of a group that <c>.maxntid</c> allows; 0 if it says nothing.</summary>
    public required int MaxThreads { get; init; }

    /// <summary>Slots.</summary>
    public required PtxRegisters Registers { get; init; }

    /// <summary>The instructions; the last is a return.</summary>
    public required PtxInstruction[] Code { get; init; }
}
