using System.Collections.Generic;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace FcnGen.Cpu.Tests;

/// <summary>A test of the widths of <see cref="Bench.Widths"/>; those that this machine or this build has not are skipped by name.</summary>
[XunitTestCaseDiscoverer("FcnGen.Cpu.Tests.WidthTheoryDiscoverer", "FcnGen.Cpu.Tests")]
internal sealed class WidthTheoryAttribute : TheoryAttribute;

/// <summary>Makes the test cases of a <see cref="WidthTheoryAttribute"/>.</summary>
internal sealed class WidthTheoryDiscoverer(IMessageSink messages) : TheoryDiscoverer(messages)
{
    protected override IEnumerable<IXunitTestCase> CreateTestCasesForDataRow(ITestFrameworkDiscoveryOptions options, ITestMethod method, IAttributeInfo theory, object[] row) =>
        (int)row[0] > (int)VectorWidths.Best
            ? CreateTestCasesForSkippedDataRow(options, method, theory, row, $"Needs vectors of {row[0]} bits; the widest here have {(int)VectorWidths.Best}.")
            : base.CreateTestCasesForDataRow(options, method, theory, row);
}
