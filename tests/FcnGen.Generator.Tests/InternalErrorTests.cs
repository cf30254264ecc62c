using System;
using System.Globalization;
using System.Linq;
using FcnGen.Generator.Checking;
using FcnGen.Generator.Diagnostics;
using FcnGen.Generator.Model;
using Microsoft.CodeAnalysis;

namespace FcnGen.Generator.Tests;

/// <summary>The front end does not crash; should it, the crash is one readable message.</summary>
public class InternalErrorTests
{
    [Fact]
    public void Exception_becomes_one_line_that_names_the_class()
    {
        Diagnostic diagnostic = FindingReporter.InternalError("Net", new InvalidOperationException("no\r\nway"), Location.None);
        Assert.Equal(("FCN9999", DiagnosticSeverity.Error), (diagnostic.Id, diagnostic.Severity));
        Assert.Equal("FcnGen failed on Net: InvalidOperationException: no way; please report this", diagnostic.GetMessage(CultureInfo.InvariantCulture));
    }

    [Fact]
    public void Crash_while_reporting_is_reported_beside_what_came_before()
    {
        Compilation compilation = Compilations.Create("namespace Demo; public class Net { }");
        var form = new DeclarationSpec("Demo", "Net", "Demo.Net", "", default, DeclarationForm.Network, false, false, default, default, default, default);
        Finding good = FindingReporter.Crash("Net", new InvalidOperationException("before")), bad = new("FCN000", null, null, default);
        var reported = FindingReporter.ToDiagnostics(compilation, new CheckedDeclaration(form, null, EquatableArray.Of(good, bad), IsWrong: true), default);
        Assert.All(reported, d => Assert.Equal(("FCN9999", true), (d.Id, d.Location.IsInSource)));
        Assert.Equal(2, reported.Count);
        Assert.Contains("before", reported[0].GetMessage(CultureInfo.InvariantCulture), StringComparison.Ordinal);
        Assert.DoesNotContain("before", reported[1].GetMessage(CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    /// <summary>Specs of random nonsense: unknown names, extreme numbers, empty lists. Each must end in findings or in a network.</summary>
    [Fact]
    public void Check_survives_nonsense()
    {
        var random = new Random(404);
        int[] numbers = [int.MinValue, -1, 0, 1, 2, 3, 4, 7, 64, 256, 1024, int.MaxValue];
        int Number() => random.Next(3) == 0 ? numbers[random.Next(numbers.Length)] : random.Next(1, 5);
        int passed = 0, refused = 0;
        for (int trial = 0; trial < 4000; trial++)
        {
            var specs = new Specs();
            int count = random.Next(1, 7);
            for (int i = 0; i < count; i++)
            {
                string name = random.Next(20) == 0 ? "data" : "l" + i;
                string Other() => random.Next(8) == 0 ? "x" : i == 0 ? "data" : "l" + random.Next(random.Next(8) == 0 ? count : i);
                string? from = random.Next(3) == 0 ? Other() : null;
                switch (random.Next(9))
                {
                    case 0 or 1: specs.Conv(name, Number(), Number(), Number(), Number(), from, Number(), Number()); break;
                    case 2: specs.Conv(name, 4, 3, 1, 1, from); break;
                    case 3: specs.Pool(name, Number(), Number(), Number(), (Rounding)random.Next(2), from); break;
                    case 4: specs.Deconv(name, Number(), Number(), Number(), Number(), from); break;
                    case 5: specs.Crop(name, Other(), random.Next(-1, 3), from); break;
                    case 6: specs.Sum(name, [.. Enumerable.Range(0, random.Next(3)).Select(_ => Other())]); break;
                    case 7: specs.Concat(name, Other(), Other()); break;
                    default: specs.Loss(name, from); break;
                }
            }

            if (random.Next(2) == 0) specs.CropToInput().Loss();
            CheckResult result = NetworkChecker.Check(specs.Network(random.Next(4) == 0 ? Number() : 0, random.Next(4) == 0));
            Assert.Equal(result.Network is null, result.Findings.Any(f => DiagnosticIds.IsError(f.Id)));

            // Every finding must also have a value for each placeholder of its message.
            foreach (Finding finding in result.Findings)
                _ = string.Format(CultureInfo.InvariantCulture, DiagnosticDescriptors.Get(finding.Id).MessageFormat.ToString(CultureInfo.InvariantCulture), [.. finding.Arguments, finding.Place]);
            if (result.Network is null) refused++;
            else passed++;
        }

        Assert.True(passed > 50 && refused > 1000, $"{passed} passed, {refused} refused");
    }
}
