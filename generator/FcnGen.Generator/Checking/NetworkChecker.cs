using System;
using System.Linq;
using System.Threading;
using FcnGen.Generator.Diagnostics;
using FcnGen.Generator.Model;

namespace FcnGen.Generator.Checking;

/// <summary>Runs the passes in order and stops at the first one that finds an error, since the next ones rely on it.</summary>
internal static class NetworkChecker
{
    private static readonly Action<NetworkDraft>[] Passes = [TopologyPass.Run, ShapePass.Run, CoordinatePass.Run, SizeProof.Run,
        BudgetPass.Run];

    /// <summary>Checks a declaration. Pure: equal specs give equal results.</summary>
    public static CheckResult Check(NetworkSpec spec, CancellationToken cancellationToken = default)
    {
        var draft = new NetworkDraft(spec);
        foreach (Action<NetworkDraft> pass in Passes)
        {
            cancellationToken.ThrowIfCancellationRequested();
            pass(draft);
            EquatableArray<Finding> errors = draft.Findings.Where(static f => DiagnosticIds.IsError(f.Id)).ToEquatableArray();
            if (errors.Count > 0) return new CheckResult(null, errors); // remarks can wait until the network is right
        }

        return new CheckResult(draft.ToNetwork(), draft.Findings.ToEquatableArray());
    }
}
