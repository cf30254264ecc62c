using System.CommandLine;
using FcnGen.Samples.Fcn.Training;

namespace FcnGen.Samples.Fcn.Commands;

/// <summary><c>fcn train</c>: trains a network and scores it on held-out pictures.</summary>
internal static class TrainCommand
{
    public static Command Create()
    {
        var options = new TrainOptions();
        var command = new Command("train", "Trains a network. Ctrl-C saves a checkpoint and ends; --resume continues it exactly.");
        options.AddTo(command);
        command.SetAction(parsed => ProgramRunner.Run(new TrainRun(options, parsed).Run));
        return command;
    }
}
