using System;
using System.IO;

namespace FcnGen.Samples;

/// <summary>Exit codes that scripts can rely on.</summary>
public static class ExitCode
{
    /// <summary>Done.</summary>
    public const int Success = 0;

    /// <summary>The input was bad, or the work failed.</summary>
    public const int Failure = 1;

    /// <summary>The command line was wrong.</summary>
    public const int Usage = 2;

    /// <summary>Interrupted by the user; what was done so far is saved.</summary>
    public const int Interrupted = 130;
}

/// <summary>Runs a program's work and turns exceptions into one message on standard error and an exit code.</summary>
public static class ProgramRunner
{
    /// <summary>Set this environment variable to 1 to see where an error arose.</summary>
    public const string TraceVariable = "FCNGEN_TRACE";

    /// <summary>Runs <paramref name="work"/> and returns its exit code, or that of the failure.</summary>
    public static int Run(Func<int> work)
    {
        TerminalOutput.Use();
        TiffPictures.Register();
        try
        {
            return work();
        }
        catch (OperationCanceledException)
        {
            Console.Error.WriteLine("Interrupted.");
            return ExitCode.Interrupted;
        }
        catch (Exception error)
        {
            Console.Error.WriteLine("error: " + Message(error));
            if (Environment.GetEnvironmentVariable(TraceVariable) == "1") Console.Error.WriteLine(error);
            return ExitCode.Failure;
        }
    }

    /// <summary>The message of an error, as a user is to see it.</summary>
    public static string Describe(Exception error) => Message(error);

    private static string Message(Exception error)
    {
        while (error is AggregateException { InnerExceptions.Count: 1 } or TypeInitializationException { InnerException: not null })
            error = error.InnerException!;
        // An argument exception appends the name of a parameter, which means nothing on a command line.
        string message = error is ArgumentException argument ? WithoutParameter(argument) : error.Message;
        return IsExpected(error)
            ? message
            : $"{error.GetType().Name}: {message} (This is a fault of the program; set {TraceVariable}=1 to see where it arose.)";
    }

    private static bool IsExpected(Exception error) =>
        error is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException or OutOfMemoryException
        || error.GetType().Namespace?.StartsWith("FcnGen", StringComparison.Ordinal) == true;

    private static string WithoutParameter(ArgumentException error)
    {
        string suffix = $" (Parameter '{error.ParamName}')";
        int at = error.Message.IndexOf(suffix, StringComparison.Ordinal);
        return at < 0 ? error.Message : error.Message[..at];
    }
}
