namespace FcnGen.KernelTool;

/// <summary>An error of the build step.</summary>
/// <param name="code">Its code in the build's output.</param>
/// <param name="message">What is wrong, and what to do.</param>
internal sealed class ToolException(string code, string message) : FcnGenException(message)
{
    /// <summary>Its code in the build's output.</summary>
    public string Code { get; } = code;
}
