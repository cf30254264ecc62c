using System;
using System.Threading;
using FcnGen.CompilerServices;

namespace FcnGen;

// What inference passes find in the arena, computed once: values that depend on parameters and the size of the pictures only.
public abstract partial class Network
{
    private Preparation _prepared; // what the arena holds; the default for nothing
    private Preparation _launched; // what it holds if all that was launched comes to its end

    /// <summary>What prepared values were computed for.</summary>
    /// <param name="Pass">The pass that reads them.</param>
    /// <param name="Plan">Its plan; the default, a batch of nothing, is no plan.</param>
    /// <param name="Parameters">The version of the parameters.</param>
    private readonly record struct Preparation(Pass Pass, PlanKey Plan, long Parameters);

    /// <summary>True if a pass finds values prepared by <see cref="Pass.PrepareForward"/> or <see cref="Pass.PrepareSegment"/>.</summary>
    /// <param name="pass">The pass.</param>
    protected virtual bool Prepares(Pass pass) => false;

    /// <summary>Runs a forward pass whose inputs are there, after what it finds prepared where that is out of date.</summary>
    private void Infer(Pass pass, CancellationToken cancel = default)
    {
        if (Prepares(pass))
        {
            var wanted = new Preparation(pass, _plans[(int)pass], ParameterSet.Version);
            bool stale = _prepared != wanted;
            (_prepared, _launched) = (default, default);
            if (stale) Device.Run(this, _arena, pass == Pass.Forward ? Pass.PrepareForward : Pass.PrepareSegment, cancel);
            Device.Run(this, _arena, pass, cancel);
            _launched = wanted;
            return;
        }

        Device.Run(this, _arena, pass, cancel);
    }

    /// <summary>Forgets what is prepared, unless it is for this pass and plan: any other will overwrite it.</summary>
    private void KeepPrepared(Pass pass, PlanKey plan)
    {
        _launched = default;
        if ((_prepared.Pass, _prepared.Plan) != (pass, plan)) _prepared = default;
    }

    private void Download(Blob from, Span<float> scores)
    {
        Device.Download(_arena, from, scores);
        _prepared = _launched;
    }

    // Devices that run behind report what failed when results are read: only then are prepared values known to be good.
    private void Download(ByteBlob from, Span<byte> labels)
    {
        Device.Download(_arena, from, labels);
        _prepared = _launched;
    }
}
