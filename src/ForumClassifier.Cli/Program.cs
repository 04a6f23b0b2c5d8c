using System.CommandLine;
using System.CommandLine.Parsing;
using System.Runtime.InteropServices;
using ForumClassifier.Cli;
using ForumClassifier.Cli.Commands;
using ForumClassifier.Cli.Terminal;
using ForumClassifier.Core;
using ForumClassifier.Inference;

using var stop = new CancellationTokenSource();
void Stop(PosixSignalContext signal)
{
    signal.Cancel = true; // the command ends by itself and saves what it has
    stop.Cancel();
}

using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);

// SIGUSR1 (10 on Linux): how Slurm announces the end of the time limit
using var announced = OperatingSystem.IsLinux() ? PosixSignalRegistration.Create((PosixSignal)10, Stop) : null;

// SIGXFSZ (25 on Linux and macOS): a file beyond the user's limit is an error of writing, which is explained, and no reason to be killed
using var fileTooLarge = OperatingSystem.IsWindows() ? null : PosixSignalRegistration.Create((PosixSignal)25, signal => signal.Cancel = true);

var root = new RootCommand("""
    Codes forum posts as you would: learns from posts coded by hand, labels a whole forum, and shows trends.
    Start with: forum-classifier quickstart
    """)
{
    new QuickstartCommand(TimeProvider.System),
    new TrainCommand(TimeProvider.System),
    new EvaluateCommand(),
    new LabelCommand(TimeProvider.System),
    new PlanCommand(),
    new MergeCommand(TimeProvider.System),
    new StatusCommand(TimeProvider.System),
    new SlurmCommand(),
    new KubernetesCommand(),
    new PredictionsCommand(),
    new TrendsCommand(),
    new TaxonomyCommand(),
    new CorpusCommand(),
    new CodingsCommand(),
    new AuditCommand(),
};
static string NameOf(CommandResult result) => result.Parent is CommandResult parent ? $"{NameOf(parent)}{result.Command.Name} " : "";

var parsed = root.Parse(args);
if (parsed.Errors.Count > 0)
{
    foreach (var error in parsed.Errors)
    {
        Console.Error.WriteLine(UsageProblem.Describe(error));
    }

    Console.Error.WriteLine($"See forum-classifier {NameOf(parsed.CommandResult)}--help.");
    return ExitCode.WrongUsage;
}

try
{
    return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null }, stop.Token);
}
catch (UsageException e)
{
    Console.Error.WriteLine(e.Message);
    return ExitCode.WrongUsage;
}
catch (RunDamagedException e) when (parsed.CommandResult.Command is LabelCommand or MergeCommand)
{
    Console.Error.WriteLine(e.Message);
    return ExitCode.Damaged;
}
catch (RunIncompleteException e)
{
    Console.Error.WriteLine(e.Message);
    return ExitCode.Incomplete;
}
catch (ForumClassifierException e) // anything else is our bug, and its stack trace is what we want to see
{
    Console.Error.WriteLine(e.Message);
    return ExitCode.UserProblem;
}
catch (OperationCanceledException) when (stop.IsCancellationRequested)
{
    Console.Error.WriteLine(parsed.CommandResult.Command is TrainCommand or LabelCommand ? "Stopped. The same command goes on from here." : "Stopped.");
    return ExitCode.Stopped;
}
