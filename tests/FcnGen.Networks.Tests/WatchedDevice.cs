using System;
using System.Collections.Generic;
using System.Threading;
using FcnGen.CompilerServices;

namespace FcnGen.Networks.Tests;

/// <summary>A device that notes which passes another one runs, and fails where a test says.</summary>
internal sealed class WatchedDevice(Device inner) : Device
{
    /// <summary>The passes that were begun.</summary>
    public List<Pass> Passes { get; } = [];

    /// <summary>Called after each pass.</summary>
    public Action<Pass>? AfterPass { get; set; }

    /// <summary>Called before results are read.</summary>
    public Action? BeforeDownload { get; set; }

    /// <summary>Called after each update of a parameter.</summary>
    public Action? AfterUpdate { get; set; }

    public override string Name => inner.Name;

    public override string Description => inner.Description;

    /// <summary>The passes since the last call.</summary>
    public Pass[] Take()
    {
        Pass[] passes = [.. Passes];
        Passes.Clear();
        return passes;
    }

    protected internal override ParameterBuffer CreateParameterBuffer(ParameterInfo info) => inner.CreateParameterBuffer(info);

    protected internal override Arena CreateArena() => inner.CreateArena();

    protected internal override void Run(Network network, Arena arena, Pass pass) => Run(network, arena, pass, CancellationToken.None);

    protected internal override void Run(Network network, Arena arena, Pass pass, CancellationToken cancel)
    {
        Passes.Add(pass);
        inner.Run(network, arena, pass, cancel);
        AfterPass?.Invoke(pass);
    }

    protected internal override void Update<TRule>(Parameter parameter, ParameterBuffer? first, ParameterBuffer? second, UpdateFactors factors)
    {
        inner.Update<TRule>(parameter, first, second, factors);
        AfterUpdate?.Invoke();
    }

    protected internal override double SumOfSquares(ReadOnlySpan<Parameter> parameters) => inner.SumOfSquares(parameters);

    protected internal override void Upload(Arena arena, ReadOnlySpan<float> nchw, Blob to) => inner.Upload(arena, nchw, to);

    protected internal override void Download(Arena arena, Blob from, Span<float> nchw)
    {
        BeforeDownload?.Invoke();
        inner.Download(arena, from, nchw);
    }

    protected internal override void Upload(Arena arena, ReadOnlySpan<byte> labels, ByteBlob to) => inner.Upload(arena, labels, to);

    protected internal override void Download(Arena arena, ByteBlob from, Span<byte> labels)
    {
        BeforeDownload?.Invoke();
        inner.Download(arena, from, labels);
    }

    protected internal override (double Loss, double Pixels) ReadLoss(Arena arena, LossCell cell) => inner.ReadLoss(arena, cell);
}
