package main

import (
	"errors"
	"fmt"
	"io"

	"github.com/mynah-sim/mynah/mock/config"
)

// Exit codes (style 8).
const (
	exitConforms = 0 // also: done
	exitDiffers  = 1 // the target does not conform; a document breaks callers of another
	exitUsage    = 2 // wrong use, wrong settings included
	exitFailed   = 3 // could not run
)

// errDiffers is the end of a suite that ran and found something; its report has said what.
var errDiffers = errors.New("the target does not conform")

// errIncomplete is the end of a suite of which a part could not run, so that nobody can tell.
var errIncomplete = errors.New("a part of the suite could not run")

// usageError is a mistake in how a command was called.
type usageError struct {
	command string // as it was called, "mynah world advance"
	text    string
}

func (u *usageError) Error() string {
	return fmt.Sprintf("%s: %s\nSee: %s --help", u.command, u.text, u.command)
}

// exitCode is the one place where an error becomes a number.
func exitCode(err error) int {
	var usage *usageError
	var settings config.Problems
	switch {
	case err == nil:
		return exitConforms
	case errors.Is(err, errDiffers), errors.Is(err, errBreaks):
		return exitDiffers
	case errors.As(err, &usage), errors.As(err, &settings):
		return exitUsage
	}
	return exitFailed
}

// report says on stderr what went wrong.
func report(stderr io.Writer, err error) {
	if err != nil {
		fmt.Fprintln(stderr, err)
	}
}
