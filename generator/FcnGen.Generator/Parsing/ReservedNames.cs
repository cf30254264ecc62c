using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace FcnGen.Generator.Parsing;

/// <summary>Names that a layer must not have, because the generated part means something else by them.</summary>
internal static class ReservedNames
{
    /// <summary>Members of the generated part that are no overloads and no overrides.</summary>
    private static readonly HashSet<string> s_generated =
    [
        "Outputs", "Parameters", "ParameterList", "Definition", "ArenaSize", "Sizes", "ForwardPlan", "SegmentPlan", "TrainingPlan",
        "LaunchForward", "LaunchSegment", "LaunchTraining", "LaunchBackward", "PrepareForward", "PrepareSegment", "DerivedParameters",
    ];

    /// <summary>Members of the generated part, of Network, of ParameterSet and of object.</summary>
    private static readonly HashSet<string> s_members =
    [
        .. s_generated, "Forward",
        "Device", "Description", "ParameterSet", "Seed", "Iteration", "ArenaCapacity", "ArenaBytes", "PlannedSize", "Execute", "Plan", "InputBlob", "OutputBlob",
        "SegmentBlob", "LabelBlob", "LossCell", "KeyBlob", "KeyStreams", "Prepares", "Derive", "Derived", "Dispose", "Segment", "SegmentAsync", "RunForward", "LossCount", "ForwardTraining", "ForwardBackward", "Backward", "ReadLoss",
        "All", "Fill", "Layer", "Load", "Save",
        "Equals", "GetHashCode", "GetType", "ToString", "MemberwiseClone", "Finalize", "ReferenceEquals",
    ];

    public static bool Contains(string name) => s_members.Contains(name);

    /// <summary>A member of the author's own, not a layer, that the generated part declares too; null if there is none.</summary>
    public static string? TakenMember(INamedTypeSymbol network, params string[] alsoGenerated) => System.Array.IndexOf(alsoGenerated, network.Name) >= 0 ? network.Name
        : network.GetMembers().FirstOrDefault(m => (s_generated.Contains(m.Name) || System.Array.IndexOf(alsoGenerated, m.Name) >= 0)
            && !(m is IPropertySymbol && m.GetAttributes().Any(static a => KnownTypes.IsLayerAttribute(a.AttributeClass))) && IsWritten(m))?.Name;

    /// <summary>True if the author wrote the member; the analyzer sees those of the generated part too.</summary>
    public static bool IsWritten(ISymbol member) => member.DeclaringSyntaxReferences.Any(IsWritten);

    /// <summary>True if that declaration is the author's.</summary>
    public static bool IsWritten(SyntaxReference declaration) => !declaration.SyntaxTree.FilePath.Contains(typeof(FcnGenGenerator).FullName!);
}
