using System;
using System.Linq;

namespace FcnGen.Gpu.Tests.Ptx;

/// <summary>A group of threads: runs its warps one after the other from barrier to barrier.</summary>
internal sealed class PtxGroup : IDisposable
{
    private readonly PtxLaunch _launch;
    private readonly PtxShared _shared;
    private readonly PtxWarp[] _warps;

    public PtxGroup(PtxLaunch launch, int dynamicShared)
    {
        _launch = launch;
        _shared = new PtxShared(launch.Program.SharedBytes + dynamicShared);
        _warps = [.. Enumerable.Range(0, (launch.Threads + 31) / 32).Select(warp => new PtxWarp(launch, _shared, warp * 32))];
    }

    /// <summary>Instructions executed.</summary>
    public long Executed => _warps.Sum(warp => warp.Executed);

    /// <summary>Conflicts of banks of shared memory.</summary>
    public long Conflicts => _shared.Banks.Conflicts;

    /// <summary>Runs the group at a place of the grid.</summary>
    public void Run(int number, int x, int y, int z)
    {
        _shared.Reset();
        foreach (PtxWarp warp in _warps) warp.Start(number, x, y, z);
        while (true)
        {
            foreach (PtxWarp warp in _warps)
            {
                warp.Run();
            }

            int[] waiting = [.. _warps.Where(warp => !warp.Ended).Select(warp => warp.Barrier).Distinct()];
            if (waiting.Length == 0) return;
            if (waiting.Length > 1) throw new PtxFault($"Warps of group ({x}, {y}, {z}) wait at different barriers: instructions {string.Join(", ", waiting)}.");
            if (_warps.Any(warp => warp.HasEndedThreads))
                throw new PtxFault($"Threads of group ({x}, {y}, {z}) have ended while others wait at a barrier (instruction {waiting[0]}).");
            foreach (PtxWarp warp in _warps) warp.Pass();
        }
    }

    public void Dispose()
    {
        foreach (PtxWarp warp in _warps) warp.Dispose();
    }
}
