using System.Collections.Generic;
using System.Linq;
using FcnGen.Tests;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace FcnGen.Gpu.Tests;

/// <summary>A test on several devices; its rows of <see cref="DeviceKind.OpenCl"/> are skipped where OpenCL has none.</summary>
[XunitTestCaseDiscoverer("FcnGen.Gpu.Tests.DeviceTheoryDiscoverer", "FcnGen.Gpu.Tests")]
internal sealed class DeviceTheoryAttribute : TheoryAttribute;

/// <summary>Makes the test cases of a <see cref="DeviceTheoryAttribute"/>.</summary>
internal sealed class DeviceTheoryDiscoverer(IMessageSink messages) : TheoryDiscoverer(messages)
{
    protected override IEnumerable<IXunitTestCase> CreateTestCasesForDataRow(ITestFrameworkDiscoveryOptions options, ITestMethod method, IAttributeInfo theory, object[] row) =>
        row.Contains(DeviceKind.OpenCl) && Machine.Lacks(Need.OpenCl) is { } reason
            ? CreateTestCasesForSkippedDataRow(options, method, theory, row, reason)
            : base.CreateTestCasesForDataRow(options, method, theory, row);
}
