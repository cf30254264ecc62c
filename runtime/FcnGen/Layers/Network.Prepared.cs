using System;
using System.Threading;
using FcnGen.CompilerServices;

namespace FcnGen;

// What inference passes find computed: parameters that are made of others, and values in the arena that depend on parameters and the size of
// the pictures only.
public abstract partial class Network
{
    private Preparation _prepared; // what the arena holds; the default for nothing
    private Preparation _launched; // what it holds if all that was launched comes to its end
    private DerivedParameter[]? _derived; // null before the first inference pass
    private bool _unsettled; // some were made, and no results have been read since

    /// <summary>What prepared values were computed for.</summary>
    /// <param name="Pass">The pass that reads them.</param>
    /// <param name="Plan">Its plan; the default, a batch of nothing, is no plan.</param>
    /// <param name="Parameters">The version of the parameters.</param>
    private readonly record struct Preparation(Pass Pass, PlanKey Plan, long Parameters);

    /// <summary>True if a pass finds values prepared by <see cref="Pass.PrepareForward"/> or <see cref="Pass.PrepareSegment"/>.</summary>
    /// <param name="pass">The pass.</param>
    protected virtual bool Prepares(Pass pass) => false;

    /// <summary>Describes the parameters that are made of others; called once.</summary>
    protected virtual DerivedParameter[] Derive() => [];

    /// <summary>One of them, for launches.</summary>
    /// <param name="index">Its number in what <see cref="Derive"/> gave.</param>
    protected Parameter Derived(int index) => (_derived ??= Derive())[index].On(Device);

    /// <summary>Brings up to date what an inference pass finds computed. The pass is to be run next, and <see cref="Settle"/> called once its results were read.</summary>
    private void Prepare(Pass pass, CancellationToken cancel = default)
    {
        MakeDerived();
        if (!Prepares(pass)) return;
        var wanted = new Preparation(pass, _plans[(int)pass], ParameterSet.Version);
        bool stale = _prepared != wanted;
        (_prepared, _launched) = (default, default);
        if (stale) Device.Run(this, _arena, pass == Pass.Forward ? Pass.PrepareForward : Pass.PrepareSegment, cancel);
        _launched = wanted;
    }

    private void MakeDerived()
    {
        _derived ??= Derive();
        if (!Device.KeepsValues) return;
        bool always = _unsettled;
        foreach (DerivedParameter parameter in _derived)
            if (parameter.Refresh(Device, always)) _unsettled = true;
    }

    /// <summary>Forgets what is prepared, unless it is for this pass and plan: any other will overwrite it.</summary>
    private void KeepPrepared(Pass pass, PlanKey plan)
    {
        _launched = default;
        if ((_prepared.Pass, _prepared.Plan) != (pass, plan)) _prepared = default;
    }

    /// <summary>Takes what was prepared for good: devices that run behind report what failed when results are read, and they were.</summary>
    private void Settle()
    {
        _prepared = _launched;
        _unsettled = false;
    }

    private void ReleaseDerived()
    {
        foreach (DerivedParameter parameter in _derived ?? []) parameter.Release();
    }
}
