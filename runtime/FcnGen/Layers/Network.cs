using System;
using System.Collections.Generic;
using System.Linq;
using FcnGen.CompilerServices;

namespace FcnGen;

/// <summary>
/// Base of every declared network. The generator derives the class: it adds the constructor, typed parameters and outputs, the arena
/// plans and the straight-line launch sequences that this class drives. Networks may run on different threads, also on one device; one
/// network is for one thread at a time: while a call is at work, every other call throws <see cref="InvalidOperationException"/>. Several networks
/// of one class may share their parameters, each on a thread of its own.
/// </summary>
public abstract partial class Network : IDisposable
{
    private readonly Arena _arena;
    private readonly NetworkUse _use;
    private readonly Layer[] _inputs;
    private readonly bool _ownsParameters;
    private long _iteration;
    private int _seed;
    private bool _disposed;

    /// <summary>Called by generated constructors.</summary>
    /// <param name="description">The network as the compiler understood it.</param>
    /// <param name="parameters">Its parameters; it runs where they live.</param>
    /// <param name="seed">Seed of dropout and loss sampling.</param>
    /// <param name="ownsParameters">False for parameters that other networks have too: they are not disposed with this one.</param>
    protected Network(NetworkDescription description, ParameterSet parameters, int seed, bool ownsParameters = true)
    {
        ArgumentNullException.ThrowIfNull(description);
        ArgumentNullException.ThrowIfNull(parameters);
        parameters.ThrowIfDisposed();
        Device = parameters.Device;
        Description = description;
        ParameterSet = parameters;
        _ownsParameters = ownsParameters;
        _use = new NetworkUse(description.Name, parameters.Use);
        _inputs = [.. description.Layers.Where(layer => layer.Kind == LayerKind.Input)];
        _seed = seed;
        _arena = Device.CreateArena();
    }

    /// <summary>Where the network runs.</summary>
    public Device Device { get; }

    /// <summary>The network as the compiler understood it.</summary>
    public NetworkDescription Description { get; }

    /// <summary>The parameters, by name. The generated class has them as properties too.</summary>
    public ParameterSet ParameterSet { get; }

    /// <summary>Seed of dropout and loss sampling.</summary>
    /// <exception cref="InvalidOperationException">Set while the network is at work.</exception>
    public int Seed
    {
        get => _seed;
        set
        {
            using NetworkUse.Turn turn = _use.Take("setting the seed");
            _seed = value;
        }
    }

    /// <summary>
    /// Number of training passes so far. Dropout and loss sampling are functions of it and of <see cref="Seed"/>, so restoring it
    /// restores them.
    /// </summary>
    /// <exception cref="InvalidOperationException">Set while the network is at work.</exception>
    public long Iteration
    {
        get => _iteration;
        set
        {
            using NetworkUse.Turn turn = _use.Take("setting the iteration");
            _iteration = value;
        }
    }

    /// <summary>Bytes of the arena now.</summary>
    public long ArenaCapacity => _arena.Capacity;

    /// <summary>Bytes that a pass over pictures of this size needs: the closed form that the compiler found.</summary>
    /// <param name="pass"><see cref="Pass.Forward"/>, <see cref="Pass.Segment"/> or <see cref="Pass.Training"/>.</param>
    /// <param name="batch">Pictures.</param>
    /// <param name="height">Rows.</param>
    /// <param name="width">Columns.</param>
    public abstract long ArenaBytes(Pass pass, int batch, int height, int width);

    /// <summary>
    /// The size for which a pass is planned now: what devices that replay launches tell them apart by. Zeros before the first plan.
    /// </summary>
    /// <param name="pass">The pass; a backward pass has the plan of the training pass before it, and a preparation that of its pass.</param>
    public (int Batch, int Height, int Width) PlannedSize(Pass pass)
    {
        PlanKey plan = _plans[(int)(pass switch
        {
            Pass.Backward or Pass.BackwardAccumulate => Pass.Training,
            Pass.PrepareForward => Pass.Forward,
            Pass.PrepareSegment => Pass.Segment,
            _ => pass,
        })];
        return (plan.Batch, plan.Height, plan.Width);
    }

    /// <summary>
    /// Runs one pass with a device's kernels; implemented by generated code, called by devices, which may call it with kernels that only take
    /// notes, too.
    /// </summary>
    public abstract void Execute<TKernels>(TKernels kernels, Pass pass) where TKernels : struct, IKernels;

    /// <summary>Works out the plan of a pass for a size and returns the bytes that it needs.</summary>
    protected abstract long Plan(Pass pass, int batch, int height, int width);

    /// <summary>
    /// Plans the passes that the network has for one picture, without memory for them: for devices that execute them only to note what they
    /// launch.
    /// </summary>
    /// <returns>The passes, in an order in which they could run.</returns>
    internal IReadOnlyList<Pass> PlanAll(int height, int width, bool training)
    {
        Array.Clear(_plans); // what is at hand is for another size now
        Plan(Pass.Forward, 1, height, width);
        Plan(Pass.Segment, 1, height, width);
        List<Pass> passes = [];
        if (Prepares(Pass.Forward)) passes.Add(Pass.PrepareForward);
        passes.Add(Pass.Forward);
        if (Prepares(Pass.Segment)) passes.Add(Pass.PrepareSegment);
        passes.Add(Pass.Segment);
        if (!training || LossCount == 0) return passes;
        Plan(Pass.Training, 1, height, width);
        passes.AddRange([Pass.Training, Pass.Backward, Pass.BackwardAccumulate]);
        return passes;
    }

    /// <summary>Where the current plan of a pass has an input.</summary>
    protected abstract Blob InputBlob(Pass pass, int input);

    /// <summary>Where the current forward plan has the scores of an output.</summary>
    protected abstract Blob OutputBlob(int output);

    /// <summary>Where the current segment plan has the labels of an output.</summary>
    protected abstract ByteBlob SegmentBlob(int output);

    /// <summary>Where the current training plan has the labels of a loss.</summary>
    protected abstract ByteBlob LabelBlob(int loss);

    /// <summary>Where the current training plan has the value of a loss.</summary>
    protected abstract LossCell LossCell(int loss);

    /// <summary>Where the current training plan has the keys of its random streams; without streams, nowhere.</summary>
    protected virtual KeyBlob KeyBlob => default;

    /// <summary>The numbers of the random streams (dropout layers, sampled losses) whose keys <see cref="KeyBlob"/> holds.</summary>
    protected virtual ReadOnlySpan<int> KeyStreams => [];

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">A call is at work; nothing was released.</exception>
    public void Dispose()
    {
        using NetworkUse.Turn turn = _use.Take(nameof(Dispose), alone: _ownsParameters);
        _disposed = true;
        _last = null;
        _arena.Dispose();
        ReleaseDerived();
        if (_ownsParameters) ParameterSet.Release();
        GC.SuppressFinalize(this);
    }
}
