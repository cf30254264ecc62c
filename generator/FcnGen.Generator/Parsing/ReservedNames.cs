using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace FcnGen.Generator.Parsing;

/// <summary>Names that a layer, or a type beside the network, must not have, because generated code means something else by them.</summary>
internal static class ReservedNames
{
    /// <summary>Members of the generated part that are no overloads and no overrides.</summary>
    private static readonly HashSet<string> s_generated =
    [
        "Outputs", "Parameters", "ParameterList", "Definition", "ArenaSize", "Sizes", "ForwardPlan", "SegmentPlan", "TrainingPlan",
        "LaunchForward", "LaunchSegment", "LaunchTraining", "LaunchBackward",
    ];

    /// <summary>Members of the generated part, of Network, of ParameterSet and of object.</summary>
    private static readonly HashSet<string> s_members =
    [
        .. s_generated, "Forward",
        "Device", "Description", "ParameterSet", "Seed", "Iteration", "ArenaCapacity", "ArenaBytes", "PlannedSize", "Execute", "Plan", "InputBlob", "OutputBlob",
        "SegmentBlob", "LabelBlob", "LossCell", "Key", "Dispose", "Segment", "SegmentAsync", "RunForward", "Losses", "ForwardTraining", "Backward", "ReadLoss",
        "Network", "All", "Fill", "Layer", "Load", "Save",
        "Equals", "GetHashCode", "GetType", "ToString", "MemberwiseClone", "Finalize", "ReferenceEquals",
    ];

    /// <summary>Types of FcnGen that generated code names without their namespace.</summary>
    private static readonly string[] s_types =
    [
        "Device", "Pass", "Blob", "ByteBlob", "MapSize", "NetworkDescription", "ChannelOrder", "LayerKind", "Rounding", "Filler", "ParameterLayout",
        "ParameterSet", "LayerParameters", "LossNormalization", "IKernels", "IConvShape", "IPoolShape", "ILrnShape", "ILossShape", "IGradientMask",
        "Bias", "Relu", "Store", "PassThrough", "WherePositive", "LossCell",
    ];

    public static bool Contains(string name) => s_members.Contains(name);

    /// <summary>A member of the author's own, not a layer, that the generated part declares too; null if there is none.</summary>
    public static string? TakenMember(INamedTypeSymbol network, params string[] alsoGenerated) =>
        network.GetMembers().FirstOrDefault(m => (s_generated.Contains(m.Name) || System.Array.IndexOf(alsoGenerated, m.Name) >= 0)
            && !(m is IPropertySymbol && m.GetAttributes().Any(static a => KnownTypes.IsLayerAttribute(a.AttributeClass))) && IsWritten(m))?.Name;

    /// <summary>True if the author wrote the member; the analyzer sees those of the generated part too.</summary>
    public static bool IsWritten(ISymbol member) => member.DeclaringSyntaxReferences.Any(IsWritten);

    /// <summary>True if that declaration is the author's.</summary>
    public static bool IsWritten(SyntaxReference declaration) => !declaration.SyntaxTree.FilePath.Contains(typeof(FcnGenGenerator).FullName!);

    /// <summary>The user's type that would be found before FcnGen's of the same name; null if there is none.</summary>
    public static string? HidingType(INamedTypeSymbol network)
    {
        for (INamespaceOrTypeSymbol? scope = network; scope is not null; scope = (INamespaceOrTypeSymbol?)scope.ContainingType ?? scope.ContainingNamespace)
        {
            if (scope is INamespaceSymbol { Name: "FcnGen" }) continue;
            foreach (string name in s_types)
                if (!scope.GetTypeMembers(name).IsEmpty) return name;
        }

        return null;
    }
}
