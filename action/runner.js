// What GitHub's runner and a step say to each other, in files and in lines of the log:
// https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands
'use strict';

const { appendFileSync } = require('node:fs');
const { randomUUID } = require('node:crypto');

const inputPrefix = 'INPUT_';

/** The value of an input; empty where it was not given. A block of YAML ends with a line break, which is no part of it. */
function input(name) {
  return (process.env[inputPrefix + name.toUpperCase()] ?? '').replace(/\r?\n$/, '');
}

/** The names of all inputs that were given. */
function givenInputs() {
  return Object.keys(process.env)
    .filter(variable => variable.toUpperCase().startsWith(inputPrefix))
    .map(variable => variable.slice(inputPrefix.length).toLowerCase())
    .filter(name => input(name) !== '');
}

/** The environment without inputs, among which there may be passwords. */
function environmentWithoutInputs() {
  return Object.fromEntries(Object.entries(process.env).filter(([variable]) => !variable.toUpperCase().startsWith(inputPrefix)));
}

function setOutput(name, value) {
  appendAssignment('GITHUB_OUTPUT', name, value);
}

function exportVariable(name, value) {
  appendAssignment('GITHUB_ENV', name, value);
}

/** Keeps a value for the action's post step. */
function saveState(name, value) {
  appendAssignment('GITHUB_STATE', name, value);
}

function state(name) {
  return process.env[`STATE_${name}`] ?? '';
}

function addToSummary(markdown) {
  append('GITHUB_STEP_SUMMARY', `${markdown}\n`);
}

/** Has the runner replace a value by *** in all that follows in the log. */
function mask(secret) {
  for (const line of secret.split(/\r?\n/).filter(part => part !== '')) command('add-mask', {}, line);
}

function error(title, message) {
  command('error', { title }, message);
}

function command(name, properties, message) {
  const list = Object.entries(properties).map(([key, value]) => `${key}=${escapeProperty(value)}`).join(',');
  process.stdout.write(`::${name}${list === '' ? '' : ` ${list}`}::${escapeData(message)}\n`);
}

function escapeData(text) {
  return text.replace(/%/g, '%25').replace(/\r/g, '%0D').replace(/\n/g, '%0A');
}

function escapeProperty(text) {
  return escapeData(text).replace(/:/g, '%3A').replace(/,/g, '%2C');
}

/** By a delimiter that no value can hold: as name=value, a value of two lines would spoil the file. */
function appendAssignment(variable, name, value) {
  const delimiter = `end_${randomUUID()}`;
  append(variable, `${name}<<${delimiter}\n${value}\n${delimiter}\n`);
}

function append(variable, text) {
  const file = process.env[variable];
  if (!file) throw new Error(`${variable} is not set. This program is a part of a GitHub Action, and is run by GitHub's runner.`);
  appendFileSync(file, text, 'utf8');
}

module.exports = { input, givenInputs, environmentWithoutInputs, setOutput, exportVariable, saveState, state, addToSummary, mask, error };
