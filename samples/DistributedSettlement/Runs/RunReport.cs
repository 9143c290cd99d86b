using CapaCloud.Mechanisms.Samples.DistributedSettlement.Steps;
using Spectre.Console;

namespace CapaCloud.Mechanisms.Samples.DistributedSettlement.Runs;

/// <summary>What is printed at the end.</summary>
internal static class RunReport
{
    /// <summary>Prints it.</summary>
    public static void Print(RunOptions options, TurnedEpochs turned, WholeRun whole, Audit audit)
    {
        Table table = new Table().RoundedBorder()
            .AddColumn("step").AddColumn("what happens")
            .AddColumn(new TableColumn("times").RightAligned()).AddColumn(new TableColumn("seconds").RightAligned()).AddColumn(new TableColumn("bytes exchanged").RightAligned());
        foreach ((EpochStep step, double seconds, long bytes, int times) in turned.Steps)
        {
            table.AddRow($"{step}".ToLowerInvariant(), WordsFor(step), $"{times}", $"{seconds:0.00}", $"{bytes:N0}");
        }

        AnsiConsole.Write(table);
        Console.WriteLine($"distributed   {turned.Seconds:0.0} s for {options.Epochs} epochs in {options.Partitions} partitions; in one process {whole.Seconds:0.0} s");
        Console.WriteLine($"final state   {audit.Hash}");
        Console.WriteLine($"one process   {audit.WholeHash}: {Agrees(audit.Hash == audit.WholeHash)}");
        Console.WriteLine($"postings      {audit.Postings:N0} stored, {audit.WholePostings:N0} expected: {(audit.ArePostingsEqual ? "each is there once" : "they differ")}");
        Console.WriteLine($"money         {audit.ByPostings}");
        Console.WriteLine($"              by the postings alone, difference {audit.ByPostings.Difference}: {Agrees(audit.ByPostings == audit.ByState)} to the state's books");
    }

    private static string Agrees(bool equal) => equal ? "equal" : "NOT EQUAL";

    private static string WordsFor(EpochStep step) => step switch
    {
        EpochStep.Open => "deposits are taken",
        EpochStep.Batch => "what open cases wait for",
        EpochStep.Tally => "how much stake is at fault",
        EpochStep.Assess => "what the work is worth",
        EpochStep.Remainders => "who gets the last units of the pool",
        EpochStep.Settle => "penalties and rewards, postings written",
        EpochStep.Ask => "who is asked for under a former name",
        EpochStep.Network => "the network's next state",
        EpochStep.Close => "the participants' next states, written",
        _ => "",
    };
}
