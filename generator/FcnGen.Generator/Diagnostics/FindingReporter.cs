using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using FcnGen.Generator.Checking;
using FcnGen.Generator.Model;
using FcnGen.Generator.Parsing;
using Microsoft.CodeAnalysis;

namespace FcnGen.Generator.Diagnostics;

/// <summary>A finding about a class to a diagnostic at the argument at fault.</summary>
internal static class FindingReporter
{
    /// <summary>Key in <see cref="Diagnostic.Properties"/> of what a code fix needs: <see cref="Finding.Fix"/>.</summary>
    public const string FixKey = "Fix";

    /// <summary>All that is wrong with a class: with its form, or else with its network.</summary>
    public static EquatableArray<Finding> Findings(INamedTypeSymbol type, CancellationToken cancellationToken)
    {
        if (type.TypeKind is not (TypeKind.Class or TypeKind.Struct or TypeKind.Interface)) return default; // the compiler refuses the marker
        ParseResult? parsed = KnownTypes.Marker(type) is null ? NetworkParser.ParseUnmarked(type, cancellationToken)
            : NetworkParser.Parse(type, cancellationToken, documented: false);
        return parsed is null ? default : parsed.Spec is null ? parsed.Findings : NetworkChecker.Check(parsed.Spec, cancellationToken).Findings;
    }

    /// <summary>The diagnostics of all that is wrong with a declaration; should that crash, of what came before and of the crash.</summary>
    public static IReadOnlyList<Diagnostic> ToDiagnostics(Compilation compilation, CheckedDeclaration declaration, CancellationToken cancellationToken)
    {
        List<Diagnostic> diagnostics = [];
        INamedTypeSymbol? type = null;
        try
        {
            type = MetadataNames.Find(compilation, declaration.Declaration);
            foreach (Finding finding in declaration.Findings) diagnostics.Add(ToDiagnostic(type, finding, cancellationToken));
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            diagnostics.Add(InternalError(declaration.Declaration.TypeName, exception, type?.Locations[0] ?? Location.None));
        }

        return diagnostics;
    }

    /// <summary>The diagnostic of a finding about <paramref name="type"/>; null where the class cannot be looked up, and no place be named.</summary>
    public static Diagnostic ToDiagnostic(INamedTypeSymbol? type, Finding finding, CancellationToken cancellationToken)
    {
        object[] arguments = DiagnosticDescriptors.Arguments(finding);
        if (type is null) return Diagnostic.Create(DiagnosticDescriptors.Get(finding.Id), Location.None, arguments);
        ImmutableDictionary<string, string?> properties = ImmutableDictionary<string, string?>.Empty;
        if (finding.Fix is not null) properties = properties.Add(FixKey, finding.Fix);
        Location[] related = finding.Related is null ? []
            : [ArgumentLocator.Locate(type, finding.Related, Finding.Property, -1, cancellationToken)];
        return Diagnostic.Create(
            DiagnosticDescriptors.Get(finding.Id),
            ArgumentLocator.Locate(type, finding.Layer, finding.Argument, finding.Index, cancellationToken),
            related.Where(static l => l.IsInSource), properties, arguments);
    }

    /// <summary>What is reported in place of a crash.</summary>
    public static Diagnostic InternalError(string name, Exception exception, Location location) => InternalError(name, Describe(exception), location);

    /// <summary>Likewise, where the exception was described before.</summary>
    public static Diagnostic InternalError(string name, string error, Location location) =>
        Diagnostic.Create(DiagnosticDescriptors.Get(DiagnosticIds.InternalError), location, name, error, "");

    /// <summary>The same as a finding about a class.</summary>
    public static Finding Crash(string name, Exception exception) => new(DiagnosticIds.InternalError, null, null, EquatableArray.Of(name, Describe(exception)));

    /// <summary>An exception in one line: its type and message.</summary>
    public static string Describe(Exception exception) =>
        (exception.GetType().Name + ": " + exception.Message).Replace("\r", "").Replace('\n', ' ');
}
