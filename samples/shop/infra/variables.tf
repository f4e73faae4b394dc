variable "region" {
  description = "Where the shop runs"
  type        = string
  default     = "eu-central-1"
}

variable "environment" {
  description = "staging or production"
  type        = string
}

variable "vpc_cidr" {
  description = "Address range of the shop's network"
  type        = string
  default     = "10.40.0.0/16"
}

variable "admin_cidrs" {
  description = "Who may log in to the bastion"
  type        = list(string)
}

variable "reporting_password" {
  description = "Read-only login for the reporting tool"
  type        = string
  default     = "@@REPORTING_PASSWORD@@" # same in both environments for now
}

variable "alarm_email" {
  description = "Who hears about alarms"
  type        = string
}

variable "github_repository" {
  description = "owner/name of this repository"
  type        = string
  default     = "fernway/shop"
}
