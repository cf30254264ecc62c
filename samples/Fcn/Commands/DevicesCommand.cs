using System;
using System.CommandLine;

namespace FcnGen.Samples.Fcn.Commands;

/// <summary><c>fcn devices</c>: what <c>--device</c> can name on this machine.</summary>
internal static class DevicesCommand
{
    public static Command Create()
    {
        var command = new Command("devices", "Lists the devices of this machine, and what is missing for the others.");
        command.SetAction(_ => ProgramRunner.Run(() =>
        {
            foreach (string line in DeviceChoice.List()) Console.WriteLine(line);
            return ExitCode.Success;
        }));
        return command;
    }
}
