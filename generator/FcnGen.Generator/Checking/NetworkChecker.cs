using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using FcnGen.Generator.Model;

namespace FcnGen.Generator.Checking;

/// <summary>Runs the passes in order and stops at the first one that finds an error, since the next ones rely on it.</summary>
internal static class NetworkChecker
{
    private static readonly Action<NetworkDraft>[] s_geometry =
        [TopologyPass.Run, ShapePass.Run, LabelPass.Run, FixedSizePass.Run, CoordinatePass.Run, SizeProof.Run, PositionPass.Run, FieldPass.Run];

    private static readonly Action<NetworkDraft>[] s_all = [.. s_geometry, BudgetPass.Run];
    private static readonly Action<NetworkDraft>[] s_block = [TopologyPass.Run, ShapePass.Arguments, LabelPass.Run];

    /// <summary>Checks a declaration. Pure: equal specs give equal results.</summary>
    public static CheckResult Check(NetworkSpec spec, CancellationToken cancellationToken = default)
    {
        var draft = new NetworkDraft(spec);
        bool isBlock = spec.Form == DeclarationForm.Block;
        IReadOnlyList<Finding> errors = Run(draft, isBlock ? s_block : s_all, cancellationToken);

        // Remarks can wait until the network is right.
        if (errors.Count > 0) return new CheckResult(null, BlockPlaces.AtUses(draft, RemedyPass.Advise(draft, errors, cancellationToken)).ToEquatableArray());
        RemarkPass.Run(draft, cancellationToken);
        return new CheckResult(isBlock ? null : draft.ToNetwork(), BlockPlaces.AtUses(draft, draft.Findings).ToEquatableArray());
    }

    /// <summary>The errors alone, the memory budget apart, without advice.</summary>
    public static IReadOnlyList<Finding> Errors(NetworkSpec spec, CancellationToken cancellationToken) =>
        Run(new NetworkDraft(spec), s_geometry, cancellationToken);

    private static IReadOnlyList<Finding> Run(NetworkDraft draft, Action<NetworkDraft>[] passes, CancellationToken cancellationToken)
    {
        foreach (Action<NetworkDraft> pass in passes)
        {
            cancellationToken.ThrowIfCancellationRequested();
            pass(draft);
            Finding[] errors = [.. draft.Findings.Where(static f => DiagnosticIds.IsError(f.Id))];
            if (errors.Length > 0) return errors;
        }

        return [];
    }
}
