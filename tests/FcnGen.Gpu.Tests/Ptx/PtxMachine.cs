using System;
using System.Collections.Generic;

namespace FcnGen.Gpu.Tests.Ptx;

/// <summary>
/// Executes PTX on the processor as strictly as the language is defined: every access is checked for bounds and alignment; memory that nothing
/// has written is no number; accesses whose order is left open, barriers and warp instructions that not all threads reach, asynchronous copies
/// that are not waited for, and instructions that are not known are faults. It models neither time nor the register allocation of ptxas.
/// </summary>
internal sealed class PtxMachine
{
    // Shared memory of a group on the smallest GPU with compute capability 8.
    private const int MaxShared = 99 << 10;
    private readonly Dictionary<string, PtxProgram> _programs = new(StringComparer.Ordinal);
    private int _launches;

    /// <summary>Global memory.</summary>
    public PtxAddressSpace Memory { get; } = new();

    /// <summary>Instructions executed so far, counted once for each thread.</summary>
    public long Executed { get; private set; }

    /// <summary>Conflicts of banks of shared memory so far; see <see cref="PtxBanks"/>.</summary>
    public long Conflicts { get; private set; }

    /// <summary>Instructions that one group may execute, all threads together.</summary>
    public long Budget { get; init; } = 2_000_000_000;

    /// <summary>Runs every group of a grid, one after the other.</summary>
    /// <param name="text">The kernel.</param>
    /// <param name="grid">Groups.</param>
    /// <param name="threads">Threads of a group.</param>
    /// <param name="dynamicShared">Bytes of dynamic shared memory.</param>
    /// <param name="arguments">The parameters' bytes, one after the other as the text declares them.</param>
    public void Launch(string text, LaunchGrid grid, int threads, int dynamicShared, params ReadOnlySpan<byte[]> arguments)
    {
        if (!_programs.TryGetValue(text, out PtxProgram? program)) _programs.Add(text, program = PtxDecoder.Decode(text));
        try
        {
            CheckLaunch(program, grid, threads, dynamicShared);
            var launch = new PtxLaunch(program, ++_launches, grid, threads, dynamicShared, Pack(program, arguments), Memory, Budget);
            using var group = new PtxGroup(launch, dynamicShared);
            int number = 0;
            for (int z = 0; z < grid.Z; z++)
                for (int y = 0; y < grid.Y; y++)
                    for (int x = 0; x < grid.X; x++) group.Run(number++, x, y, z);
            Executed += group.Executed;
            Conflicts += group.Conflicts;
        }
        catch (PtxFault fault)
        {
            throw new PtxFault($"{program.Name}: {fault.Message}", fault);
        }
    }

    private static void CheckLaunch(PtxProgram program, LaunchGrid grid, int threads, int dynamicShared)
    {
        if (grid.X < 1 || grid.Y < 1 || grid.Z < 1 || grid.Y > 65535 || grid.Z > 65535) throw new PtxFault($"A grid of {grid} can't be launched.");
        if (threads < 1 || threads > 1024) throw new PtxFault($"A group of {threads} threads can't be launched.");
        if (program.MaxThreads != 0 && threads > program.MaxThreads) throw new PtxFault($"{threads} threads are more than .maxntid says ({program.MaxThreads}).");
        if (program.SharedBytes > 48 << 10) throw new PtxFault($"{program.SharedBytes} bytes of static shared memory are more than 48 KB.");
        if (program.SharedBytes + dynamicShared > MaxShared) throw new PtxFault($"{program.SharedBytes + dynamicShared} bytes of shared memory are more than {MaxShared}.");
    }

    private static byte[] Pack(PtxProgram program, ReadOnlySpan<byte[]> arguments)
    {
        if (arguments.Length != program.Parameters.Count) throw new PtxFault($"{program.Parameters.Count} parameters expected, found {arguments.Length}.");
        byte[] all = new byte[program.Parameters.Count == 0 ? 0 : program.Parameters[^1].Offset + program.Parameters[^1].Bytes];
        for (int i = 0; i < arguments.Length; i++)
        {
            PtxParameter parameter = program.Parameters[i];
            if (arguments[i].Length != parameter.Bytes) throw new PtxFault($"{parameter.Name} has {parameter.Bytes} bytes, the argument {arguments[i].Length}.");
            arguments[i].CopyTo(all, parameter.Offset);
        }

        return all;
    }
}
