using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using System.Runtime.InteropServices;

namespace FcnGen.Gpu.Tests.Ptx;

/// <summary>
/// 32 threads that execute instructions together. Where their ways part, those furthest behind go first, until they meet again; a barrier or an
/// instruction of the whole warp that not all of them reach is a fault.
/// </summary>
internal sealed unsafe partial class PtxWarp : IDisposable
{
    private const uint All = uint.MaxValue;

    // What a register holds that nothing has written: as a number not a number, as an address out of bounds.
    private const uint Poison = 0xFFFFBAD0;

    private readonly PtxLaunch _launch;
    private readonly PtxInstruction[] _code;
    private readonly PtxShared _shared;
    private readonly int _firstThread;
    private readonly uint _threads;
    private readonly uint* _words;
    private readonly ulong* _longs;
    private readonly uint[] _predicates;
    private readonly List<PtxPath> _paths = [];
    private PtxAccess _access;

    public PtxWarp(PtxLaunch launch, PtxShared shared, int firstThread)
    {
        _launch = launch;
        _code = launch.Program.Code;
        _shared = shared;
        _firstThread = firstThread;
        _threads = launch.Threads - firstThread >= 32 ? All : (1u << (launch.Threads - firstThread)) - 1;
        PtxRegisters registers = launch.Program.Registers;
        _words = (uint*)NativeMemory.AlignedAlloc((nuint)(registers.Words + 1) * 32 * sizeof(uint), 64);
        _longs = (ulong*)NativeMemory.AlignedAlloc((nuint)(registers.Longs + 1) * 32 * sizeof(ulong), 64);
        _predicates = new uint[registers.Predicates];
        _pending = new Queue<List<PtxCopy>>[32];
        _started = new List<PtxCopy>[32];
        for (int lane = 0; lane < 32; lane++) (_pending[lane], _started[lane]) = ([], []);
    }

    /// <summary>Instructions executed, counted once for each thread.</summary>
    public long Executed { get; private set; }

    /// <summary>True if all threads have ended.</summary>
    public bool Ended => _paths.Count == 0;

    /// <summary>True if at least one thread has ended.</summary>
    public bool HasEndedThreads => _paths.Aggregate(0u, (mask, path) => mask | path.Mask) != _threads;

    /// <summary>The barrier in front of which all threads wait; -1 if they do not.</summary>
    public int Barrier => _paths is [{ Waits: true } path] && _code[path.At].Op == PtxOp.Barrier ? path.At : -1;

    /// <summary>Starts the threads of a group.</summary>
    public void Start(int group, int x, int y, int z)
    {
        _access = new PtxAccess(_launch.Number, group, 0, 0);
        PtxRegisters registers = _launch.Program.Registers;
        new Span<uint>(_words, registers.Words * 32).Fill(Poison);
        new Span<ulong>(_longs, registers.Longs * 32).Fill(((ulong)Poison << 32) | Poison);
        Array.Clear(_predicates);
        foreach ((char file, int slot, PtxSource source, ulong value) in registers.Filled)
        {
            for (int lane = 0; lane < 32; lane++)
            {
                ulong filled = source switch
                {
                    PtxSource.Thread => (ulong)(_firstThread + lane),
                    PtxSource.Lane => (ulong)lane,
                    PtxSource.GroupX => (ulong)x,
                    PtxSource.GroupY => (ulong)y,
                    PtxSource.GroupZ => (ulong)z,
                    PtxSource.GroupSize => (ulong)_launch.Threads,
                    PtxSource.GridX => (ulong)_launch.Grid.X,
                    PtxSource.GridY => (ulong)_launch.Grid.Y,
                    PtxSource.GridZ => (ulong)_launch.Grid.Z,
                    PtxSource.DynamicShared => (ulong)_launch.DynamicShared,
                    _ => value,
                };
                if (file == 'p') _predicates[slot] = (uint)filled;
                else if (file == 'w') _words[slot * 32 + lane] = (uint)filled;
                else _longs[slot * 32 + lane] = filled;
            }
        }

        foreach (List<PtxCopy> copies in _started) copies.Clear();
        foreach (Queue<List<PtxCopy>> groups in _pending) groups.Clear();
        _paths.Clear();
        _paths.Add(new PtxPath(0, _threads));
    }

    /// <summary>Runs until all threads have ended or wait at a barrier.</summary>
    public void Run()
    {
        while (_paths.Count > 0)
        {
            PtxPath? next = null;
            foreach (PtxPath path in _paths)
            {
                if (!path.Waits && (next is null || path.At < next.At)) next = path;
            }

            if (next is not null)
            {
                Advance(next);
                Merge(next);
                continue;
            }

            PtxInstruction instruction = _code[_paths[0].At];
            if (_paths.Count > 1)
            {
                throw new PtxFault($"The threads of warp {_firstThread / 32} are divided: {string.Join("; ", _paths.Select(Describe))}.");
            }

            if (instruction.Op == PtxOp.Barrier) return;
            if (_paths[0].Mask != All) throw new PtxFault($"Warp {_firstThread / 32} has ended threads at: {instruction.Text}");
            Collective(instruction);
            Executed += 32;
            _paths[0].At++;
            _paths[0].Waits = false;
        }
    }

    /// <summary>Lets the threads pass the barrier.</summary>
    public void Pass()
    {
        _access = _access with { Phase = _access.Phase + 1 };
        if (_paths.Count == 0) return;
        Executed += BitOperations.PopCount(_paths[0].Mask);
        _paths[0].At++;
        _paths[0].Waits = false;
    }

    public void Dispose()
    {
        NativeMemory.AlignedFree(_words);
        NativeMemory.AlignedFree(_longs);
    }

    /// <summary>Executes until the path ends, waits, parts, or meets another.</summary>
    private void Advance(PtxPath path)
    {
        int meeting = int.MaxValue;
        foreach (PtxPath other in _paths)
        {
            if (other != path && other.At >= path.At) meeting = Math.Min(meeting, other.At);
        }

        int at = path.At;
        uint mask = path.Mask;
        int count = BitOperations.PopCount(mask);
        long executed = 0;
        while (at != meeting)
        {
            ref readonly PtxInstruction instruction = ref _code[at];
            if (instruction.Stops)
            {
                if (instruction.Guard >= 0) throw new PtxFault($"Executed under a condition: {instruction.Text}");
                path.Waits = true;
                break;
            }

            executed += count;
            uint active = mask;
            if (instruction.Guard >= 0) active &= instruction.Negated ? ~_predicates[instruction.Guard] : _predicates[instruction.Guard];
            if (instruction.Op is PtxOp.Branch or PtxOp.BranchIndexed or PtxOp.Return)
            {
                path.At = at;
                Executed += executed;
                if (Executed > _launch.Budget) throw new PtxFault($"The kernel does not end; it is at: {instruction.Text}");
                Jump(path, instruction, active);
                return;
            }

            if (active != 0)
            {
                try
                {
                    Execute(instruction, active);
                }
                catch (PtxFault fault) when (fault.InnerException is null)
                {
                    throw new PtxFault($"{fault.Message} Thread {_access.Thread}: {instruction.Text}", fault);
                }
            }

            at++;
        }

        path.At = at;
        Executed += executed;
    }

    private void Jump(PtxPath path, in PtxInstruction instruction, uint active)
    {
        uint stay = path.Mask & ~active;
        int from = path.At;
        _paths.Remove(path);
        if (stay != 0) AddPath(from + 1, stay);
        if (instruction.Op == PtxOp.Branch)
        {
            if (active != 0) AddPath(instruction.D, active);
        }
        else if (instruction.Op == PtxOp.BranchIndexed)
        {
            for (uint rest = active; rest != 0; rest &= rest - 1)
            {
                int lane = BitOperations.TrailingZeroCount(rest);
                uint index = _words[instruction.A * 32 + lane];
                if (index >= instruction.List.Length) throw new PtxFault($"Index {index} is outside the table of: {instruction.Text}");
                AddPath(instruction.List[index], 1u << lane);
            }
        }
    }

    private void AddPath(int at, uint mask)
    {
        PtxPath? there = _paths.Find(path => path.At == at);
        if (there is null) _paths.Add(new PtxPath(at, mask));
        else there.Mask |= mask;
    }

    private void Merge(PtxPath moved)
    {
        PtxPath? there = _paths.Find(path => path != moved && path.At == moved.At);
        if (there is null || !_paths.Contains(moved)) return;
        there.Mask |= moved.Mask;
        _paths.Remove(moved);
    }

    private string Describe(PtxPath path) => $"{BitOperations.PopCount(path.Mask)} at \"{_code[path.At].Text}\" (instruction {path.At})";
}
